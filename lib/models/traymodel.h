// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cardface.h"

#include <QAbstractListModel>
#include <QLocale>
#include <QTimer>

#include <chrono>
#include <vector>

namespace flotilla {
class Clock;
class Fleet;
} // namespace flotilla

namespace flotilla::models {

// What the icon in the tray shows.
struct TrayFace
{
    QString mark = QStringLiteral("state-idle"); // icon in the centre: the most urgent state
    ColorRole role = ColorRole::Ink;
    double ring = 0; // 0..1: how far the print is that ends next
    bool running = false; // the centre is a running print: it keeps its ring at the smallest size
    QString toolTip = {};

    bool operator==(const TrayFace &) const = default;
};

// The fleet in short, for the tray: one row for each printer where something goes on or a person is
// needed, the most urgent first; what the icon shows; the sentences around it. News are collected
// and told at most once a second. Main thread.
class TrayModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString head READ head NOTIFY changed)
    Q_PROPERTY(QString caption READ caption NOTIFY changed)
    Q_PROPERTY(QString more READ more NOTIFY changed)

public:
    enum Role {
        PrinterIdRole = Qt::UserRole, // uuid without braces
        FaceRole, // CardFace
        QuickActRole, // Act of the icon button of a running print; None where there is none
    };

    struct Row
    {
        QString id;
        CardFace face;
        Act quickAct = Act::None;

        bool operator==(const Row &) const = default;
    };

    static constexpr int mostRows = 7;
    static constexpr std::chrono::milliseconds pace {1'000};
    // Times to the end move on by themselves.
    static constexpr std::chrono::milliseconds timesMove {10'000};

    // `fleet` must outlive this object.
    explicit TrayModel(Fleet &fleet, const QLocale &locale = {}, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(TrayModel)

    const TrayFace &trayFace() const { return m_now.face; }
    int count() const { return int(m_now.rows.size()); }
    QString head() const { return m_now.head; } // "5 printing, 3 need you"
    QString caption() const { return m_now.caption; } // "Next plate free at 13:59 (Beagle)"
    QString more() const { return m_now.more; } // "2 more print until 17:28"
    // Printers that need a person, the longest waiting first; also those beyond the rows.
    const QList<Row> &needy() const { return m_now.needy; }
    // Ids of printers whose print can be paused.
    const QStringList &pausable() const { return m_now.pausable; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    // After the rows: anything of it is new.
    void changed();

private:
    struct Picture
    {
        QList<Row> rows = {};
        QList<Row> needy = {};
        QStringList pausable = {};
        TrayFace face = {};
        QString head = {};
        QString caption = {};
        QString more = {};

        bool operator==(const Picture &) const = default;
    };
    struct Entry;

    void note();
    void look();
    std::vector<Entry> entries() const;
    Picture pictureOf(const std::vector<Entry> &entries) const;
    TrayFace faceOf(const std::vector<Entry> &entries) const;
    void setRows(const QList<Row> &rows);

    Fleet &m_fleet;
    const Clock &m_clock;
    const QLocale m_locale;
    Picture m_now;
    QTimer m_timer;
    std::chrono::milliseconds m_lookedAt {};
};

} // namespace flotilla::models
