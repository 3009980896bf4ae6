// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleetview.h"

#include "models/folding.h"

#include <QSet>

#include <algorithm>

namespace flotilla::models {

namespace {

// Marks the longest run of places that rise already: their rows stay, all others move around them.
std::vector<bool> risingPlaces(const std::vector<int> &places)
{
    std::vector<std::size_t> ends; // of the best run of each length
    std::vector<std::ptrdiff_t> before(places.size(), -1);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto at
            = std::lower_bound(ends.begin(), ends.end(), places[i],
                               [&](std::size_t index, int place) { return places[index] < place; });
        if (at != ends.begin())
            before[i] = std::ptrdiff_t(*std::prev(at));
        if (at == ends.end())
            ends.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> stays(places.size(), false);
    for (std::ptrdiff_t i = ends.empty() ? -1 : std::ptrdiff_t(ends.back()); i >= 0;
         i = before[std::size_t(i)])
        stays[std::size_t(i)] = true;
    return stays;
}

} // namespace

FleetView::FleetView(FleetModel &model, QObject *parent)
    : QAbstractListModel(parent)
    , m_model(model)
{
    connect(&model, &FleetModel::dataChanged, this, &FleetView::handleDataChanged);
    connect(&model, &FleetModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { handleRemoval(first, last); });
    connect(&model, &FleetModel::refreshed, this, [this] {
        if (!standsStill())
            arrange();
    });
    m_keyTimer.setSingleShot(true);
    m_keyTimer.setInterval(keyHolds);
    connect(&m_keyTimer, &QTimer::timeout, this, [this] {
        if (!standsStill())
            arrange();
    });
    arrange();
}

int FleetView::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant FleetView::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = m_model.rowOf(m_shown[std::size_t(index.row())]);
    return m_model.data(m_model.index(row), role);
}

void FleetView::setChip(Chip chip)
{
    if (m_chip == chip)
        return;
    m_chip = chip;
    Q_EMIT chipChanged();
    arrange();
}

void FleetView::setSearch(const QString &search)
{
    if (m_search == search)
        return;
    m_search = search;
    m_words = folded(search).split(u' ', Qt::SkipEmptyParts);
    Q_EMIT searchChanged();
    arrange();
}

void FleetView::setSort(FleetSort sort)
{
    if (m_sort == sort)
        return;
    m_sort = sort;
    Q_EMIT sortChanged();
    arrange();
}

void FleetView::setHeld(bool held)
{
    if (m_held == held)
        return;
    m_held = held;
    Q_EMIT heldChanged();
    if (!standsStill())
        arrange();
}

void FleetView::noteKey()
{
    m_keyTimer.start();
}

QString FleetView::nextThatNeedsYou()
{
    std::vector<const FleetModel::Row *> needing;
    for (const FleetModel::Row &row : m_model.rows()) {
        if (row.face.chip == Chip::NeedsYou)
            needing.push_back(&row);
    }
    if (needing.empty())
        return {};
    std::sort(needing.begin(), needing.end(),
              [](const FleetModel::Row *a, const FleetModel::Row *b) {
                  return comesBefore(a->key, b->key, FleetSort::NeedsYouFirst);
              });
    const auto last
        = std::find_if(needing.begin(), needing.end(),
                       [this](const FleetModel::Row *row) { return row->id == m_lastNeeding; });
    const bool atEnd = last == needing.end() || std::next(last) == needing.end();
    const FleetModel::Row *next = atEnd ? needing.front() : *std::next(last);
    m_lastNeeding = next->id;
    if (!m_rowOf.contains(next->id)) {
        setSearch({});
        setChip(Chip::NeedsYou);
    }
    return next->idText;
}

QString FleetView::idAt(int row) const
{
    if (row < 0 || row >= count())
        return {};
    return m_shown[std::size_t(row)].toString(QUuid::WithoutBraces);
}

int FleetView::rowOf(const QString &printerId) const
{
    return m_rowOf.value(QUuid::fromString(printerId), -1);
}

void FleetView::setVisibleRows(int first, int last)
{
    m_firstVisible = first;
    m_lastVisible = last;
    watchVisible();
}

bool FleetView::passes(const FleetModel::Row &row) const
{
    if (m_chip != Chip::All && row.face.chip != m_chip)
        return false;
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return row.haystack.contains(word); });
}

std::vector<QUuid> FleetView::wanted() const
{
    std::vector<const FleetModel::Row *> rows;
    for (const FleetModel::Row &row : m_model.rows()) {
        if (passes(row))
            rows.push_back(&row);
    }
    std::sort(rows.begin(), rows.end(),
              [this](const auto *a, const auto *b) { return comesBefore(a->key, b->key, m_sort); });
    std::vector<QUuid> ids;
    ids.reserve(rows.size());
    for (const FleetModel::Row *row : rows)
        ids.push_back(row->id);
    return ids;
}

void FleetView::arrange()
{
    const std::vector<QUuid> target = wanted();
    if (target == m_shown)
        return;
    const int before = count();
    dropMissing(target);
    moveKnown(target);
    insertNew(target);
    noteRows();
    watchVisible();
    if (count() != before)
        Q_EMIT countChanged();
}

void FleetView::dropMissing(const std::vector<QUuid> &target)
{
    const QSet<QUuid> stay(target.begin(), target.end());
    for (int last = count() - 1; last >= 0; --last) {
        if (stay.contains(m_shown[std::size_t(last)]))
            continue;
        int first = last;
        while (first > 0 && !stay.contains(m_shown[std::size_t(first - 1)]))
            --first;
        beginRemoveRows({}, first, last);
        m_shown.erase(m_shown.begin() + first, m_shown.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

// What is shown already goes to its place among what is shown already.
void FleetView::moveKnown(const std::vector<QUuid> &target)
{
    QHash<QUuid, int> placeOf;
    for (std::size_t i = 0; i < target.size(); ++i)
        placeOf.insert(target[i], int(i));
    std::vector<int> places;
    for (const QUuid &id : m_shown)
        places.push_back(placeOf.value(id));
    const std::vector<bool> stays = risingPlaces(places);
    QSet<QUuid> movers;
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        if (!stays[i])
            movers.insert(m_shown[i]);
    }
    // In the order of the target, each behind the one before it, which stands right by then.
    const QSet<QUuid> known(m_shown.begin(), m_shown.end());
    QUuid previous;
    for (const QUuid &id : target) {
        if (!known.contains(id))
            continue;
        if (movers.contains(id)) {
            const auto placeIn = [this](const QUuid &wantedId) {
                return int(std::find(m_shown.begin(), m_shown.end(), wantedId) - m_shown.begin());
            };
            const int from = placeIn(id);
            const int to = previous.isNull() ? 0 : placeIn(previous) + 1; // the row to stand before
            if (beginMoveRows({}, from, from, {}, to)) {
                const auto begin = m_shown.begin();
                if (from < to)
                    std::rotate(begin + from, begin + from + 1, begin + to);
                else
                    std::rotate(begin + to, begin + from, begin + from + 1);
                endMoveRows();
            }
        }
        previous = id;
    }
}

void FleetView::insertNew(const std::vector<QUuid> &target)
{
    const QSet<QUuid> known(m_shown.begin(), m_shown.end());
    for (std::size_t first = 0; first < target.size(); ++first) {
        if (known.contains(target[first]))
            continue;
        std::size_t last = first;
        while (last + 1 < target.size() && !known.contains(target[last + 1]))
            ++last;
        beginInsertRows({}, int(first), int(last));
        m_shown.insert(m_shown.begin() + std::ptrdiff_t(first),
                       target.begin() + std::ptrdiff_t(first),
                       target.begin() + std::ptrdiff_t(last) + 1);
        endInsertRows();
        first = last;
    }
}

void FleetView::noteRows()
{
    m_rowOf.clear();
    for (std::size_t i = 0; i < m_shown.size(); ++i)
        m_rowOf.insert(m_shown[i], int(i));
}

void FleetView::watchVisible()
{
    std::map<QUuid, WatchToken> watched;
    const int last = qMin(m_lastVisible, count() - 1);
    for (int i = qMax(0, m_firstVisible); i <= last; ++i) {
        const QUuid &id = m_shown[std::size_t(i)];
        const auto known = m_watched.find(id);
        watched.emplace(id,
                        known != m_watched.end() ? std::move(known->second)
                                                 : m_model.find(id)->printer->watch());
    }
    m_watched = std::move(watched);
}

void FleetView::handleDataChanged(const QModelIndex &first, const QModelIndex &last,
                                  const QList<int> &roles)
{
    std::vector<int> changed;
    for (int row = first.row(); row <= last.row(); ++row) {
        const int mine = m_rowOf.value(m_model.rows()[std::size_t(row)].id, -1);
        if (mine >= 0)
            changed.push_back(mine);
    }
    std::sort(changed.begin(), changed.end());
    for (std::size_t begin = 0; begin < changed.size();) {
        std::size_t end = begin;
        while (end + 1 < changed.size() && changed[end + 1] == changed[end] + 1)
            ++end;
        Q_EMIT dataChanged(index(changed[begin]), index(changed[end]), roles);
        begin = end + 1;
    }
}

// A printer that leaves the fleet leaves the screen, held or not.
void FleetView::handleRemoval(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QUuid id = m_model.rows()[std::size_t(row)].id;
        const int mine = m_rowOf.value(id, -1);
        if (mine < 0)
            continue;
        beginRemoveRows({}, mine, mine);
        m_shown.erase(m_shown.begin() + mine);
        m_watched.erase(id);
        noteRows();
        endRemoveRows();
        watchVisible();
        Q_EMIT countChanged();
    }
}

} // namespace flotilla::models
