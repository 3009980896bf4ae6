// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleetmodel.h"

#include "base/clock.h"
#include "core/drivercontext.h"
#include "core/fleet.h"
#include "models/folding.h"

namespace flotilla::models {

namespace {

QString haystackOf(const Printer &printer, const CardFace &face)
{
    const PrinterStatus &status = printer.status();
    QStringList parts {face.name, face.make, face.place};
    parts += printer.record().tags;
    if (status.job)
        parts << status.job->name;
    if (status.activity)
        parts << status.activity->file;
    return folded(parts.join(u'\n'));
}

// What printers say of the time left wanders by seconds, and some say whole minutes only. An end
// that is the same to a minute stays the one that is shown.
QDateTime steady(const QDateTime &shown, const QDateTime &fresh)
{
    constexpr qint64 tolerance = 60;
    if (!shown.isValid() || !fresh.isValid() || qAbs(shown.secsTo(fresh)) > tolerance)
        return fresh;
    return shown;
}

} // namespace

FleetModel::FleetModel(Fleet &fleet, const QLocale &locale, QObject *parent)
    : QAbstractListModel(parent)
    , m_fleet(fleet)
    , m_locale(locale)
{
    m_collect.setSingleShot(true);
    m_collect.setInterval(collectFor);
    connect(&m_collect, &QTimer::timeout, this, &FleetModel::flush);
    m_tick.setSingleShot(true);
    connect(&m_tick, &QTimer::timeout, this, &FleetModel::tick);
    m_lastTick = now();

    for (Printer *printer : fleet.printers())
        add(printer);
    connect(&fleet, &Fleet::printerAdded, this, &FleetModel::add);
    connect(&fleet, &Fleet::printerRemoved, this, &FleetModel::remove);
    connect(&fleet, &Fleet::statusChanged, this,
            [this](Printer *printer) { markDirty(printer->id()); });
}

int FleetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant FleetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.face.name;
    case Qt::AccessibleTextRole:
        return row.face.spoken;
    case PrinterIdRole:
        return row.idText;
    case FaceRole:
        return QVariant::fromValue(row.face);
    case SelectedRole:
        return m_selected.contains(row.id);
    case VerdictRole:
        return QVariant::fromValue(m_verdicts.value(row.id));
    case DroppingRole:
        return m_dropping;
    case PictureRole:
        return row.picture;
    default:
        return {};
    }
}

QHash<int, QByteArray> FleetModel::roleNames() const
{
    return {{PrinterIdRole, "printerId"},
            {FaceRole, "face"},
            {SelectedRole, "selected"},
            {VerdictRole, "verdict"},
            {DroppingRole, "dropping"},
            {PictureRole, "picture"}};
}

const FleetModel::Row *FleetModel::find(const QUuid &id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_rows[std::size_t(row)];
}

QDateTime FleetModel::now() const
{
    return m_fleet.context().clock.now();
}

void FleetModel::setSelected(const QSet<QUuid> &selected)
{
    const QSet<QUuid> before = std::exchange(m_selected, selected);
    std::vector<int> changed;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (before.contains(m_rows[i].id) != selected.contains(m_rows[i].id))
            changed.push_back(int(i));
    }
    tell(changed, {SelectedRole});
}

void FleetModel::setVerdicts(const QHash<QUuid, Verdict> &verdicts)
{
    const QHash<QUuid, Verdict> before = std::exchange(m_verdicts, verdicts);
    std::vector<int> changed;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const QUuid &id = m_rows[i].id;
        if (before.value(id) != verdicts.value(id))
            changed.push_back(int(i));
    }
    tell(changed, {VerdictRole});
}

void FleetModel::setDropping(bool dropping)
{
    if (m_dropping == dropping)
        return;
    m_dropping = dropping;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DroppingRole});
}

void FleetModel::setPicture(const QUuid &id, const QString &address)
{
    const int row = rowOf(id);
    if (row < 0 || m_rows[std::size_t(row)].picture == address)
        return;
    m_rows[std::size_t(row)].picture = address;
    tell({row}, {PictureRole});
}

void FleetModel::tick()
{
    const QDateTime present = now();
    const bool otherDay = present.toLocalTime().date() != m_lastTick.toLocalTime().date();
    const bool otherMinute = present.toSecsSinceEpoch() / 60 != m_lastTick.toSecsSinceEpoch() / 60;
    for (Row &row : m_rows) {
        if (otherDay || row.ticking == Ticking::Secondly
            || (otherMinute && row.ticking == Ticking::Minutely))
            row.dirty = true;
    }
    m_lastTick = present;
    flush();
}

std::chrono::milliseconds FleetModel::untilTick() const
{
    return std::chrono::milliseconds(qMax<qint64>(0, now().msecsTo(m_tickAt)));
}

void FleetModel::add(Printer *printer)
{
    const int at = rowCount();
    Row row {.printer = printer,
             .id = printer->id(),
             .idText = printer->id().toString(QUuid::WithoutBraces)};
    refresh(row);
    beginInsertRows({}, at, at);
    m_rowOf.insert(row.id, at);
    ++m_counts[std::size_t(Chip::All)];
    ++m_counts[std::size_t(row.face.chip)];
    m_rows.push_back(std::move(row));
    endInsertRows();
    const auto dirty = [this, id = printer->id()] { markDirty(id); };
    // Tags and place are in the record alone.
    connect(printer, &Printer::recordChanged, this, dirty);
    connect(printer, &Printer::capabilitiesChanged, this, dirty);
    planTick();
    Q_EMIT refreshed();
}

void FleetModel::remove(const QUuid &id)
{
    const int at = rowOf(id);
    if (at < 0)
        return;
    m_rows[std::size_t(at)].printer->disconnect(this);
    beginRemoveRows({}, at, at);
    --m_counts[std::size_t(Chip::All)];
    --m_counts[std::size_t(m_rows[std::size_t(at)].face.chip)];
    m_rows.erase(m_rows.begin() + at);
    m_rowOf.remove(id);
    for (std::size_t i = std::size_t(at); i < m_rows.size(); ++i)
        m_rowOf[m_rows[i].id] = int(i);
    m_selected.remove(id);
    m_verdicts.remove(id);
    endRemoveRows();
    Q_EMIT refreshed();
}

void FleetModel::setLeaving(const QSet<QUuid> &leaving)
{
    for (const QUuid &id : leaving)
        remove(id);
    for (Printer *printer : m_fleet.printers()) {
        if (rowOf(printer->id()) < 0 && !leaving.contains(printer->id()))
            add(printer);
    }
}

void FleetModel::markDirty(const QUuid &id)
{
    const int at = rowOf(id);
    if (at < 0)
        return;
    m_rows[std::size_t(at)].dirty = true;
    if (!m_collect.isActive())
        m_collect.start();
}

void FleetModel::flush()
{
    m_collect.stop();
    std::vector<int> changed;
    bool any = false;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        if (!std::exchange(row.dirty, false))
            continue;
        any = true;
        --m_counts[std::size_t(row.face.chip)];
        if (refresh(row))
            changed.push_back(int(i));
        ++m_counts[std::size_t(row.face.chip)];
    }
    tell(changed, {FaceRole, Qt::DisplayRole, Qt::AccessibleTextRole});
    planTick();
    if (any)
        Q_EMIT refreshed();
}

// Returns whether the face is another one.
bool FleetModel::refresh(Row &row)
{
    CardFacts facts = cardFactsOf(*row.printer);
    facts.end = row.end = steady(row.end, facts.end);
    const QDateTime present = now();
    const CardFace before = std::exchange(row.face, cardFaceOf(facts, present, m_locale));
    row.key = orderKeyOf(facts, row.face.make);
    row.haystack = haystackOf(*row.printer, row.face);
    row.ticking = tickingOf(facts, present);
    return before != row.face;
}

// Neighbours in one signal.
void FleetModel::tell(const std::vector<int> &changed, const QList<int> &roles)
{
    for (std::size_t first = 0; first < changed.size();) {
        std::size_t last = first;
        while (last + 1 < changed.size() && changed[last + 1] == changed[last] + 1)
            ++last;
        Q_EMIT dataChanged(index(changed[first]), index(changed[last]), roles);
        first = last + 1;
    }
}

void FleetModel::planTick()
{
    Ticking fastest = Ticking::Daily;
    for (const Row &row : m_rows)
        fastest = qMax(fastest, row.ticking);
    const QDateTime present = now();
    QDateTime at = present.toLocalTime().date().addDays(1).startOfDay();
    if (fastest != Ticking::Daily) {
        const qint64 step = fastest == Ticking::Secondly ? 1 : 60;
        at = QDateTime::fromSecsSinceEpoch((present.toSecsSinceEpoch() / step + 1) * step);
    }
    // A tick that is under way stays: news come faster than it.
    if (m_tick.isActive() && m_tickAt > present && m_tickAt <= at)
        return;
    m_tickAt = at;
    m_tick.start(int(qMax<qint64>(1, present.msecsTo(at))));
}

} // namespace flotilla::models
