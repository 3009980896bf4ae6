// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/finder.h"

#include <QAbstractListModel>
#include <QTimer>

#include <vector>

namespace flotilla {
class Fleet;
}

namespace flotilla::models {

// The machines that answer a search of every system, as they answer. Those that are in the fleet
// already are marked. Mere guesses (a serial port that may be anything's) are no rows: they are
// only suggested to who fills in the settings. Main thread.
class FoundModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int checkedCount READ checkedCount NOTIFY countChanged)
    Q_PROPERTY(bool looking READ isLooking NOTIFY lookingChanged)
    Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY lookingChanged)

public:
    enum Role {
        TitleRole = Qt::UserRole, // "Adventurer 5M Pro"
        AddressRole,
        SystemRole, // "FlashForge"
        CaptionRole, // "192.168.20.57 · FlashForge"
        NoteRole, // "In the fleet", "Needs its check code", "Ready to add"
        InFleetRole,
        CheckedRole,
        IllustrationRole,
    };

    // A flood of made-up answers fills nobody's window.
    static constexpr int mostFound = 500;

    // `fleet` must outlive the model.
    explicit FoundModel(Fleet &fleet, QObject *parent = nullptr);
    ~FoundModel() override;
    Q_DISABLE_COPY_MOVE(FoundModel)

    // What a search asks beside the network and the loopback.
    void setTargets(const QList<FinderTarget> &targets) { m_targets = targets; }

    // Begins a search; what was found stays until it is found again or not.
    Q_INVOKABLE void look();
    void stop();
    Q_INVOKABLE void setChecked(int row, bool checked);

    int count() const { return int(m_found.size()); }
    int checkedCount() const;
    bool isLooking() const { return m_finders > 0; }
    int secondsLeft() const;
    const Candidate &at(int row) const { return m_found[size_t(row)].candidate; }
    bool isInFleet(int row) const;
    QList<int> checkedRows() const;
    // What machines and guesses of this system have for one of its settings, each once.
    QStringList suggestions(const QString &driver, const QString &key) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void lookingChanged();
    void suggestionsChanged();

private:
    struct Found
    {
        Candidate candidate;
        bool checked = true;
    };

    void add(const Candidate &candidate);
    void tellAll(const QList<int> &roles);
    bool needsSecret(const Candidate &candidate) const;
    QString systemName(const Candidate &candidate) const;

    Fleet &m_fleet;
    QList<FinderTarget> m_targets;
    std::vector<Found> m_found;
    QList<Candidate> m_guesses; // of the last search
    QList<QPointer<Finder>> m_running;
    int m_finders = 0;
    std::chrono::milliseconds m_ends {};
    QTimer m_secondTimer;
};

} // namespace flotilla::models
