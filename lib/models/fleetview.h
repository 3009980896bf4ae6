// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printer.h"
#include "models/fleetmodel.h"

#include <QAbstractListModel>
#include <QTimer>

#include <chrono>
#include <map>

namespace flotilla::models {

// What the grid and the list show: the fleet filtered and sorted. While it is held, and for a moment
// after a key moved among the cards, no card moves, comes or goes by itself; letting go brings everything to its place by single moves, so that the
// cards stay the same objects and keep their focus. What the person changes (chip, search, sort)
// applies at once. The printers on screen are watched, no others. Main thread.
class FleetView : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(
        flotilla::models::ChipNamespace::Chip chip READ chip WRITE setChip NOTIFY chipChanged)
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged)
    Q_PROPERTY(flotilla::models::FleetSortNamespace::FleetSort sort READ sort WRITE setSort NOTIFY
                   sortChanged)
    // The pointer is over the cards, or a menu of one is open.
    Q_PROPERTY(bool held READ isHeld WRITE setHeld NOTIFY heldChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    // The model outlives the view.
    explicit FleetView(FleetModel &model, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(FleetView)

    static constexpr std::chrono::milliseconds keyHolds {3'000};

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override { return m_model.roleNames(); }

    Chip chip() const { return m_chip; }
    void setChip(Chip chip);
    const QString &search() const { return m_search; }
    void setSearch(const QString &search);
    FleetSort sort() const { return m_sort; }
    void setSort(FleetSort sort);
    bool isHeld() const { return m_held; }
    void setHeld(bool held);
    int count() const { return int(m_shown.size()); }
    const std::vector<QUuid> &shown() const { return m_shown; }

    // A key was pressed among the cards.
    Q_INVOKABLE void noteKey();
    // The next printer that waits for a person, longest wait first, going round from call to call;
    // empty where none does. Shows it where chip and search would hide it.
    Q_INVOKABLE QString nextThatNeedsYou();

    // Empty where there is no such row.
    Q_INVOKABLE QString idAt(int row) const;
    // -1 where it is not shown.
    Q_INVOKABLE int rowOf(const QString &printerId) const;
    // The cards on screen, both ends included; last < first = none.
    Q_INVOKABLE void setVisibleRows(int first, int last);

Q_SIGNALS:
    void chipChanged();
    void searchChanged();
    void sortChanged();
    void heldChanged();
    void countChanged();

private:
    bool standsStill() const { return m_held || m_keyTimer.isActive(); }
    bool passes(const FleetModel::Row &row) const;
    std::vector<QUuid> wanted() const;
    void arrange();
    void dropMissing(const std::vector<QUuid> &target);
    void moveKnown(const std::vector<QUuid> &target);
    void insertNew(const std::vector<QUuid> &target);
    void noteRows();
    void watchVisible();
    void handleDataChanged(const QModelIndex &first, const QModelIndex &last,
                           const QList<int> &roles);
    void handleRemoval(int first, int last);

    FleetModel &m_model;
    std::vector<QUuid> m_shown;
    QHash<QUuid, int> m_rowOf;
    Chip m_chip = Chip::All;
    QString m_search;
    QStringList m_words; // of the search, folded
    FleetSort m_sort = FleetSort::NeedsYouFirst;
    bool m_held = false;
    QTimer m_keyTimer; // since the last key among the cards
    QUuid m_lastNeeding; // what nextThatNeedsYou() gave last
    int m_firstVisible = 0;
    int m_lastVisible = -1;
    std::map<QUuid, WatchToken> m_watched;
};

} // namespace flotilla::models
