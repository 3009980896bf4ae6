// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/startoptions.h"

#include "core/printer.h"
#include "models/materialmatch.h"
#include "models/sendhabits.h"

#include <QSet>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

constexpr double widestNumber = 1e6; // where a parameter names no range

OptionKind kindOf(Parameter::Type type)
{
    switch (type) {
    case Parameter::Type::Boolean:
        return OptionKind::Switch;
    case Parameter::Type::Integer:
    case Parameter::Type::Decimal:
        return OptionKind::Number;
    case Parameter::Type::Choice:
        return OptionKind::Choice;
    case Parameter::Type::SlotMap:
        return OptionKind::Slot;
    case Parameter::Type::Text:
        break;
    }
    return OptionKind::Words;
}

int choiceIndex(const Parameter &parameter, const QString &value)
{
    for (int i = 0; i < parameter.choices.size(); ++i) {
        if (parameter.choices.at(i).value == value)
            return i;
    }
    return 0;
}

// A text of SendRequest::options as the row shows it.
QVariant shownValue(const Parameter &parameter, const QString &text)
{
    switch (kindOf(parameter.type)) {
    case OptionKind::Switch:
        return text == "true"_L1;
    case OptionKind::Choice:
        return choiceIndex(parameter, text);
    default:
        return text;
    }
}

QString requestText(const Parameter &parameter, const QVariant &value)
{
    switch (kindOf(parameter.type)) {
    case OptionKind::Switch:
        return value.toBool() ? u"true"_s : u"false"_s;
    case OptionKind::Choice:
        return parameter.choices.value(value.toInt()).value;
    default:
        return value.toString();
    }
}

QString slotText(const Material &material)
{
    const QString number = QString::number(material.slot);
    //: A slot of a material station: its number, what it holds
    const QString pattern = StartOptions::tr("%1 · %2");
    if (!material.loaded.value_or(true))
        return pattern.arg(number, StartOptions::tr("empty"));
    QStringList words {material.material, material.name};
    words.removeAll(QString());
    words.removeDuplicates();
    return words.isEmpty() ? number : pattern.arg(number, words.join(u' '));
}

QList<Material> slotsOf(const Printer &printer)
{
    QList<Material> all;
    for (const Material &material : printer.status().reported.materials) {
        if (material.slot > 0)
            all << material;
    }
    return all;
}

} // namespace

StartOptions::StartOptions(store::Settings &settings, QObject *parent)
    : QAbstractListModel(parent)
    , m_settings(settings)
{
}

int StartOptions::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant StartOptions::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Kind:
        return QVariant::fromValue(row.kind);
    case Qt::DisplayRole:
    case Label:
        return row.label;
    case Help: {
        const QString problem = problemOf(row);
        return problem.isEmpty() ? row.help : problem;
    }
    case IsProblem:
        return !problemOf(row).isEmpty();
    case Value:
        return row.value;
    case Choices:
        return choicesOf(row);
    case ChoiceColors:
        return colorsOf(row);
    case Minimum:
        return row.parameter.minimum.value_or(-widestNumber);
    case Maximum:
        return row.parameter.maximum.value_or(widestNumber);
    case Unit:
        return row.parameter.unit;
    case Color:
        return row.tool.color;
    default:
        return {};
    }
}

QHash<int, QByteArray> StartOptions::roleNames() const
{
    return {{Kind, "kind"},
            {Label, "label"},
            {Help, "help"},
            {IsProblem, "isProblem"},
            {Value, "value"},
            {Choices, "choices"},
            {ChoiceColors, "choiceColors"},
            {Minimum, "minimum"},
            {Maximum, "maximum"},
            {Unit, "unit"},
            {Color, "toolColor"}};
}

QStringList StartOptions::choicesOf(const Row &row) const
{
    QStringList texts;
    if (row.kind == OptionKind::Slot) {
        //: Instead of a slot of the material station
        texts << tr("From the outer spool");
        for (const Material &material : row.materials)
            texts << slotText(material);
    }
    for (const Parameter::Choice &choice : row.parameter.choices)
        texts << choice.label;
    return texts;
}

QStringList StartOptions::colorsOf(const Row &row) const
{
    QStringList colors;
    if (row.kind != OptionKind::Slot)
        return colors;
    colors << QString();
    for (const Material &material : row.materials)
        colors << (material.loaded.value_or(true) ? material.color : QString());
    return colors;
}

void StartOptions::begin()
{
    for (Row &row : m_rows)
        row.touched = false;
    setPrinters({}, {});
}

void StartOptions::setPrinters(const QList<Printer *> &printers, const QList<FileTool> &tools)
{
    QList<Row> rows;
    QStringList origins;
    for (const Printer *printer : printers) {
        const QString model = modelOf(*printer);
        if (!rememberedOptions(m_settings, model).isEmpty() && !origins.contains(model))
            origins << model;
        for (const Parameter &parameter : printer->capabilities().startOptions) {
            if (parameter.type == Parameter::Type::SlotMap)
                addSlots(rows, parameter, *printer, tools);
            else
                addParameter(rows, parameter, *printer);
        }
    }
    for (Row &row : rows)
        finish(row, printers.size());
    m_origin = origins.isEmpty()
        ? QString()
        : tr("As last time on %1").arg(QLocale().createSeparatedList(origins));
    const bool sameRows
        = std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(), m_rows.cend(),
                     [](const Row &one, const Row &other) { return one.isSameAs(other); });
    if (!sameRows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
    for (int i = 0; i < rows.size(); ++i) {
        if (m_rows.at(i) == rows.at(i))
            continue;
        m_rows[i] = rows.at(i);
        Q_EMIT dataChanged(index(i), index(i));
    }
    Q_EMIT countChanged();
    Q_EMIT objectionsChanged();
}

void StartOptions::addParameter(QList<Row> &rows, const Parameter &parameter,
                                const Printer &printer) const
{
    for (Row &row : rows) {
        if (row.parameter.key == parameter.key && row.parameter.type == parameter.type) {
            row.printers << printer.name();
            return;
        }
    }
    const QMap<QString, QString> last = rememberedOptions(m_settings, modelOf(printer));
    rows << Row {
        .kind = kindOf(parameter.type),
        .parameter = parameter,
        .label = parameter.label,
        .value = shownValue(
            parameter, last.value(parameter.key, parameter.defaultValue.toVariant().toString())),
        .printers = {printer.name()}};
}

void StartOptions::addSlots(QList<Row> &rows, const Parameter &parameter, const Printer &printer,
                            const QList<FileTool> &tools) const
{
    const QList<Material> materials = slotsOf(printer);
    if (materials.isEmpty())
        return;
    const QList<FileTool> wanted = tools.isEmpty() ? QList<FileTool> {FileTool()} : tools;
    const QMap<int, int> matched = matchSlots(wanted, materials);
    for (const FileTool &tool : wanted) {
        Row row {.kind = OptionKind::Slot,
                 .parameter = parameter,
                 .label = tool.material.isEmpty()
                     ? tr("%1, tool %2").arg(printer.name()).arg(tool.tool + 1)
                     : tr("%1, tool %2 · %3", "printer, number, material")
                           .arg(printer.name(), QString::number(tool.tool + 1), tool.material),
                 .value = 0,
                 .printers = {printer.name()},
                 .printer = printer.id(),
                 .tool = tool,
                 .materials = materials,
                 .isOneOfSeveral = wanted.size() > 1};
        for (int i = 0; i < materials.size(); ++i) {
            if (materials.at(i).slot == matched.value(tool.tool))
                row.value = i + 1;
        }
        rows << row;
    }
}

// What the person has set stays; what only some printers know says so.
void StartOptions::finish(Row &row, qsizetype printers) const
{
    row.help = row.kind == OptionKind::Slot ? QString() : row.parameter.help;
    if (row.kind != OptionKind::Slot && row.printers.size() < printers)
        row.help = tr("Only on %1").arg(QLocale().createSeparatedList(row.printers));
    for (const Row &old : m_rows) {
        if (old.touched && old.isSameAs(row) && old.value.toInt() <= row.materials.size()) {
            row.value = old.value;
            row.touched = true;
        }
    }
}

bool StartOptions::Row::isSameAs(const Row &other) const
{
    return kind == other.kind && parameter.key == other.parameter.key && printer == other.printer
        && tool.tool == other.tool.tool;
}

void StartOptions::setValue(int row, const QVariant &value)
{
    if (row < 0 || row >= count() || m_rows.at(row).value == value)
        return;
    m_rows[row].value = value;
    m_rows[row].touched = true;
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT objectionsChanged();
}

QString StartOptions::problemOf(const Row &row) const
{
    if (row.kind == OptionKind::Slot) {
        const int chosen = row.value.toInt() - 1;
        if (chosen < 0)
            return row.isOneOfSeveral ? tr("Tool %1 has no slot.").arg(row.tool.tool + 1)
                                      : QString();
        const Material &material = row.materials.at(chosen);
        if (!material.loaded.value_or(true))
            return tr("Slot %1 is empty.").arg(material.slot);
        if (!row.tool.material.isEmpty() && !material.material.isEmpty()
            && !sameMaterial(row.tool.material, material.material))
            return tr("Slot %1 holds %2, file wants %3.")
                .arg(QString::number(material.slot), material.material, row.tool.material);
        return {};
    }
    if (row.kind == OptionKind::Number) {
        const auto parsed = row.parameter.parse(row.value.toString());
        if (!parsed)
            return tr("From %1 to %2")
                .arg(row.parameter.minimum.value_or(-widestNumber))
                .arg(row.parameter.maximum.value_or(widestNumber));
    }
    return {};
}

bool StartOptions::isUsable() const
{
    return std::none_of(m_rows.cbegin(), m_rows.cend(), [this](const Row &row) {
        return row.kind == OptionKind::Number && !problemOf(row).isEmpty();
    });
}

QMap<QString, QString> StartOptions::optionsFor(const Printer &printer) const
{
    QMap<QString, QString> options;
    for (const Parameter &parameter : printer.capabilities().startOptions) {
        QStringList pairs;
        for (const Row &row : m_rows) {
            if (row.parameter.key != parameter.key || row.parameter.type != parameter.type)
                continue;
            if (row.kind != OptionKind::Slot) {
                options.insert(parameter.key, requestText(parameter, row.value));
            } else if (row.printer == printer.id() && row.value.toInt() > 0) {
                const Material &material = row.materials.at(row.value.toInt() - 1);
                pairs << u"%1:%2"_s.arg(row.tool.tool).arg(material.slot);
            }
        }
        if (!pairs.isEmpty())
            options.insert(parameter.key, pairs.join(u','));
    }
    return options;
}

QHash<QUuid, QString> StartOptions::objections() const
{
    QHash<QUuid, QString> found;
    for (const Row &row : m_rows) {
        const QString problem = row.kind == OptionKind::Slot ? problemOf(row) : QString();
        if (!problem.isEmpty() && !found.contains(row.printer))
            found.insert(row.printer, problem);
    }
    return found;
}

void StartOptions::remember(const QList<Printer *> &printers)
{
    QMap<QString, QMap<QString, QString>> byModel;
    for (const Printer *printer : printers) {
        QMap<QString, QString> options = optionsFor(*printer);
        // What lies in the slots is another matter each time.
        for (const Parameter &parameter : printer->capabilities().startOptions) {
            if (parameter.type == Parameter::Type::SlotMap)
                options.remove(parameter.key);
        }
        if (!options.isEmpty())
            byModel.insert(modelOf(*printer), options);
    }
    rememberOptions(m_settings, byModel);
}

} // namespace flotilla::models
