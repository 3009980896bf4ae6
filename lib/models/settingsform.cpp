// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settingsform.h"

#include <QStringList>

#include <algorithm>

namespace flotilla::models {

using namespace Qt::StringLiterals;

SettingsForm::SettingsForm(QObject *parent)
    : QAbstractListModel(parent)
{
}

void SettingsForm::setFields(const QList<Parameter> &fields, const QJsonObject &values)
{
    beginResetModel();
    m_rows.clear();
    for (const Parameter &field : fields) {
        const QJsonValue value = values[field.key];
        QString text = defaultText(field);
        if (!value.isUndefined() && !field.secret)
            text = value.toVariant().toString();
        m_rows.push_back({.field = field, .given = text, .text = text});
    }
    endResetModel();
    Q_EMIT fieldsChanged();
    Q_EMIT typedChanged();
    Q_EMIT validChanged();
}

void SettingsForm::setStored(const QString &key, bool stored)
{
    if (Row *row = find(key)) {
        row->stored = stored;
        tell(*row);
    }
}

void SettingsForm::setSuggestions(const QString &key, const QStringList &suggestions)
{
    Row *row = find(key);
    if (!row || row->suggestions == suggestions)
        return;
    row->suggestions = suggestions;
    tell(*row);
}

void SettingsForm::setText(const QString &key, const QString &text)
{
    if (Row *row = find(key); row && row->text != text)
        change(*row, text);
}

void SettingsForm::setChoice(const QString &key, int which)
{
    Row *row = find(key);
    if (row && which >= 0 && which < row->field.choices.size())
        setText(key, row->field.choices[which].value);
}

void SettingsForm::forget(const QString &key)
{
    Row *row = find(key);
    if (!row || !row->field.secret || !row->stored)
        return;
    row->forgotten = true;
    row->stored = false;
    change(*row, {});
}

void SettingsForm::change(Row &row, const QString &text)
{
    const bool wasTyped = isTyped();
    const bool wasValid = isValid();
    row.text = text;
    // Said at once where it is wrong, but not that something is missing while it is being typed.
    row.error = text.isEmpty() ? QString() : errorOf(row);
    tell(row);
    if (wasTyped != isTyped())
        Q_EMIT typedChanged();
    if (wasValid != isValid())
        Q_EMIT validChanged();
    Q_EMIT edited(row.field.key);
}

bool SettingsForm::isSecret(const QString &key) const
{
    const Row *row = find(key);
    return row && row->field.secret;
}

QString SettingsForm::text(const QString &key) const
{
    const Row *row = find(key);
    return row ? row->text : QString();
}

const Parameter *SettingsForm::field(const QString &key) const
{
    const Row *row = find(key);
    return row ? &row->field : nullptr;
}

void SettingsForm::setError(const QString &key, const QString &error)
{
    if (Row *row = find(key)) {
        row->error = error;
        tell(*row);
        Q_EMIT validChanged();
    }
}

bool SettingsForm::check()
{
    for (Row &row : m_rows) {
        row.error = errorOf(row);
        tell(row);
    }
    Q_EMIT validChanged();
    return isValid();
}

QMap<QString, QString> SettingsForm::values() const
{
    QMap<QString, QString> values;
    for (const Row &row : m_rows) {
        if (!row.text.isEmpty())
            values.insert(row.field.key, row.text.trimmed());
    }
    return values;
}

QMap<QString, QString> SettingsForm::changes() const
{
    QMap<QString, QString> changes;
    for (const Row &row : m_rows) {
        if (row.text != row.given || row.forgotten)
            changes.insert(row.field.key, row.text.trimmed());
    }
    return changes;
}

QJsonObject SettingsForm::typedValues() const
{
    QJsonObject typed;
    for (const Row &row : m_rows) {
        const auto value = row.text.isEmpty() ? Result<QJsonValue>(row.field.defaultValue)
                                              : row.field.parse(row.text.trimmed());
        if (value && !value->isUndefined() && !value->isNull())
            typed.insert(row.field.key, *value);
    }
    return typed;
}

bool SettingsForm::isTyped() const
{
    return std::any_of(m_rows.cbegin(), m_rows.cend(),
                       [](const Row &row) { return row.text != row.given || row.forgotten; });
}

bool SettingsForm::isValid() const
{
    return std::all_of(m_rows.cbegin(), m_rows.cend(),
                       [](const Row &row) { return row.error.isEmpty(); });
}

bool SettingsForm::hasMore() const
{
    return std::any_of(m_rows.cbegin(), m_rows.cend(),
                       [](const Row &row) { return row.field.rarelyChanged; });
}

int SettingsForm::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SettingsForm::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const QList<Parameter::Choice> &choices = row.field.choices;
    switch (role) {
    case KeyRole:
        return row.field.key;
    case Qt::DisplayRole:
    case LabelRole:
        return row.field.label;
    case KindRole:
        return QVariant::fromValue(kindOf(row));
    case TextRole:
        return row.text;
    case ErrorRole:
        return row.error;
    case HelpRole:
        return row.field.help;
    case PlaceholderRole:
        return row.stored ? tr("Set. Type to replace it") : defaultText(row.field);
    case ChoicesRole: {
        QStringList labels = row.suggestions;
        for (const Parameter::Choice &choice : choices)
            labels << choice.label;
        return labels;
    }
    case ChoiceRole:
        for (int i = 0; i < choices.size(); ++i) {
            if (choices[i].value == row.text)
                return i;
        }
        return -1;
    case IsSetRole:
        return row.stored;
    case IsRareRole:
        return row.field.rarelyChanged;
    case UnitRole:
        return row.field.unit;
    default:
        return {};
    }
}

QHash<int, QByteArray> SettingsForm::roleNames() const
{
    return {{KeyRole, "key"},         {LabelRole, "label"},   {KindRole, "kind"},
            {TextRole, "text"},       {ErrorRole, "error"},   {HelpRole, "help"},
            {ChoicesRole, "choices"}, {ChoiceRole, "choice"}, {IsSetRole, "isSet"},
            {IsRareRole, "isRare"},   {UnitRole, "unit"},     {PlaceholderRole, "placeholder"}};
}

FieldKind SettingsForm::kindOf(const Row &row)
{
    const Parameter &field = row.field;
    if (field.secret)
        return FieldKind::Secret;
    switch (field.type) {
    case Parameter::Type::Boolean:
        return FieldKind::Switch;
    case Parameter::Type::Integer:
    case Parameter::Type::Decimal:
        return FieldKind::Number;
    case Parameter::Type::Choice:
        return FieldKind::Choice;
    case Parameter::Type::Text:
    case Parameter::Type::SlotMap:
        break;
    }
    return row.suggestions.isEmpty() ? FieldKind::Text : FieldKind::Suggestion;
}

QString SettingsForm::defaultText(const Parameter &field)
{
    return field.defaultValue.toVariant().toString();
}

QString SettingsForm::errorOf(const Row &row)
{
    const Parameter &field = row.field;
    if (row.text.trimmed().isEmpty()) {
        return field.required && !row.stored ? tr("This is needed. %1").arg(field.help).trimmed()
                                             : QString();
    }
    const auto value = field.parse(row.text.trimmed());
    if (value)
        return {};
    const bool number
        = field.type == Parameter::Type::Integer || field.type == Parameter::Type::Decimal;
    if (!number)
        return value.error().message;
    if (field.minimum && field.maximum)
        return field.type == Parameter::Type::Integer
            ? tr("A whole number from %1 to %2.").arg(*field.minimum).arg(*field.maximum)
            : tr("A number from %1 to %2.").arg(*field.minimum).arg(*field.maximum);
    return field.type == Parameter::Type::Integer ? tr("A whole number.") : tr("A number.");
}

SettingsForm::Row *SettingsForm::find(const QString &key)
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [&](const Row &one) { return one.field.key == key; });
    return row == m_rows.end() ? nullptr : &*row;
}

const SettingsForm::Row *SettingsForm::find(const QString &key) const
{
    return const_cast<SettingsForm *>(this)->find(key);
}

void SettingsForm::tell(const Row &row)
{
    const QModelIndex changed = index(int(&row - m_rows.data()));
    Q_EMIT dataChanged(changed, changed);
}

} // namespace flotilla::models
