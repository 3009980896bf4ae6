// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sendtargets.h"

#include "base/clock.h"
#include "core/drivercontext.h"
#include "core/fleet.h"
#include "models/senddesk.h"
#include "models/sendhabits.h"

#include <QCollator>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

// Our own act gives way to what needs a person.
StateWord wordOf(const PrinterStatus &status)
{
    if (status.link != Link::Online)
        return linkWord(status.link);
    const bool needsPerson = status.state == State::Attention || status.state == State::Error;
    if (status.activity && !needsPerson)
        return activityWord(status.activity->kind);
    return stateWord(status.state);
}

// The word behind the tick says most; only what is wrong has a mark of its own.
QString iconOf(const Verdict &verdict)
{
    const bool isWrong = verdict.kind == VerdictKind::Warning
        || verdict.kind == VerdictKind::Impossible || verdict.kind == VerdictKind::Silent;
    return isWrong ? verdict.iconName : QString();
}

} // namespace

SendTargets::SendTargets(Fleet &fleet, SendDesk &transfers, QObject *parent)
    : QAbstractListModel(parent)
    , m_fleet(fleet)
    , m_transfers(transfers)
{
    connect(&fleet, &Fleet::statusChanged, this,
            [this](const Printer *printer) { refresh(printer->id()); });
    connect(&fleet, &Fleet::printerAdded, this, &SendTargets::handleAdded);
    connect(&fleet, &Fleet::printerRemoved, this, &SendTargets::handleRemoved);
    connect(&transfers, &SendDesk::sendingChanged, this, &SendTargets::refresh);
}

int SendTargets::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant SendTargets::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(m_shown.at(index.row()));
    switch (role) {
    case PrinterId:
        return row.id.toString(QUuid::WithoutBraces);
    case Qt::DisplayRole:
    case Name:
        return row.name;
    case Make:
        return row.make;
    case Mark:
        return row.state.mark;
    case Word:
        return row.state.word;
    case StateRole:
        return QVariant::fromValue(row.state.role);
    case VerdictText:
        return row.verdict.row;
    case VerdictIcon:
        return iconOf(row.verdict);
    case VerdictRole:
        return QVariant::fromValue(row.verdict.role);
    case Checked:
        return row.checked && row.verdict.choosable;
    case Choosable:
        return row.verdict.choosable;
    case Spoken:
        return QStringList {row.name, row.make, row.state.word, row.verdict.row}.join(u", "_s);
    default:
        return {};
    }
}

QHash<int, QByteArray> SendTargets::roleNames() const
{
    return {{PrinterId, "printerId"},
            {Name, "name"},
            {Make, "make"},
            {Mark, "mark"},
            {Word, "word"},
            {StateRole, "stateRole"},
            {VerdictText, "verdictText"},
            {VerdictIcon, "verdictIcon"},
            {VerdictRole, "verdictRole"},
            {Checked, "checked"},
            {Choosable, "choosable"},
            {Spoken, "spoken"}};
}

void SendTargets::setSearch(const QString &text)
{
    if (m_search == text)
        return;
    m_search = text;
    filter();
    Q_EMIT searchChanged();
}

QString SendTargets::chosenText() const
{
    //: Above the list of printers: how many of them are chosen
    return tr("%1 of %2 chosen").arg(choices().size()).arg(m_rows.size());
}

bool SendTargets::someReady() const
{
    return std::any_of(m_rows.cbegin(), m_rows.cend(),
                       [](const Row &row) { return row.verdict.kind == VerdictKind::StartsNow; });
}

void SendTargets::begin(const QList<PrintFile> &files, const QList<QUuid> &chosen)
{
    m_files = files;
    m_objections.clear();
    m_rows.clear();
    for (const Printer *printer : m_fleet.printers())
        m_rows << rowOf(*printer, chosen.contains(printer->id()));
    m_search.clear();
    sort();
    filter();
    Q_EMIT searchChanged();
    Q_EMIT rowsChanged();
    Q_EMIT chosenChanged();
}

void SendTargets::setFiles(const QList<PrintFile> &files)
{
    m_files = files;
    for (Row &row : m_rows) {
        if (const Printer *printer = m_fleet.printer(row.id))
            row = rowOf(*printer, row.checked);
    }
    sort();
    filter();
    Q_EMIT rowsChanged();
    Q_EMIT chosenChanged();
}

void SendTargets::end()
{
    m_files.clear();
    m_rows.clear();
    filter();
}

void SendTargets::setObjections(const QHash<QUuid, QString> &objections)
{
    if (m_objections == objections)
        return;
    m_objections = objections;
    const QList<Row> rows = m_rows;
    for (const Row &row : rows)
        refresh(row.id);
}

void SendTargets::setChecked(int row, bool checked)
{
    if (row < 0 || row >= m_shown.size())
        return;
    Row &entry = m_rows[m_shown.at(row)];
    if (entry.checked == checked || !entry.verdict.choosable)
        return;
    entry.checked = checked;
    Q_EMIT dataChanged(index(row), index(row), {Checked});
    Q_EMIT chosenChanged();
}

void SendTargets::chooseReady()
{
    for (Row &row : m_rows)
        row.checked = row.verdict.kind == VerdictKind::StartsNow;
    if (!m_shown.isEmpty())
        Q_EMIT dataChanged(index(0), index(count() - 1), {Checked});
    Q_EMIT chosenChanged();
}

QList<SendTargets::Choice> SendTargets::choices() const
{
    QList<Choice> chosen;
    for (const Row &row : m_rows) {
        Printer *printer = m_fleet.printer(row.id);
        if (printer && row.checked && row.verdict.choosable)
            chosen << Choice {printer, row.verdict};
    }
    return chosen;
}

SendTargets::Row SendTargets::rowOf(const Printer &printer, bool checked) const
{
    Row row {.id = printer.id(),
             .name = printer.name(),
             .make = modelOf(printer),
             .state = wordOf(printer.status()),
             .verdict = verdictOfSeveral(m_files, printer.status(), printer.capabilities(),
                                         m_fleet.context().clock.now(),
                                         m_transfers.isSendingTo(printer.id())),
             .checked = checked};
    const QString objection = m_objections.value(printer.id());
    if (!objection.isEmpty() && row.verdict.starts()) {
        row.verdict.row = row.verdict.kind == VerdictKind::Warning
            ? tr("%1 %2", "two sentences").arg(objection, row.verdict.row)
            : objection;
        row.verdict.kind = VerdictKind::Warning;
        row.verdict.role = ColorRole::Amber;
        row.verdict.iconName = u"warning"_s;
    }
    return row;
}

void SendTargets::refresh(const QUuid &id)
{
    const Printer *printer = m_fleet.printer(id);
    if (m_files.isEmpty() || !printer)
        return;
    for (int i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        if (row.id != id)
            continue;
        const Row now = rowOf(*printer, row.checked);
        if (now == row)
            return;
        const bool otherFate = row.verdict != now.verdict;
        row = now;
        if (const qsizetype shown = m_shown.indexOf(i); shown >= 0)
            Q_EMIT dataChanged(index(int(shown)), index(int(shown)));
        Q_EMIT rowsChanged();
        if (otherFate)
            Q_EMIT chosenChanged();
        return;
    }
}

// In the order of the kinds; printers of one kind by name.
void SendTargets::sort()
{
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::stable_sort(m_rows.begin(), m_rows.end(), [&](const Row &one, const Row &other) {
        if (one.verdict.kind != other.verdict.kind)
            return one.verdict.kind < other.verdict.kind;
        return collator.compare(one.name, other.name) < 0;
    });
}

void SendTargets::filter()
{
    beginResetModel();
    m_shown.clear();
    const QString wanted = m_search.trimmed();
    for (int i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows.at(i);
        if (wanted.isEmpty() || row.name.contains(wanted, Qt::CaseInsensitive)
            || row.make.contains(wanted, Qt::CaseInsensitive))
            m_shown << i;
    }
    endResetModel();
    Q_EMIT countChanged();
}

void SendTargets::handleRemoved(const QUuid &id)
{
    const auto gone = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                   [&](const Row &row) { return row.id == id; });
    if (gone == m_rows.cend())
        return;
    m_rows.erase(gone);
    filter();
    Q_EMIT rowsChanged();
    Q_EMIT chosenChanged();
}

void SendTargets::handleAdded(const Printer *printer)
{
    if (m_files.isEmpty())
        return;
    m_rows << rowOf(*printer, false);
    filter();
    Q_EMIT rowsChanged();
    Q_EMIT chosenChanged();
}

} // namespace flotilla::models
