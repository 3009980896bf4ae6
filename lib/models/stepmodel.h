// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/colorrole.h"

#include <QAbstractListModel>

namespace flotilla {
class ConnectionCheck;
}

namespace flotilla::models {

// One step of a check as a person reads it.
struct StepLine
{
    QString title;
    QString text = {};
    QString mark = {}; // icon name
    ColorRole role = ColorRole::Grey;
    bool strong = false; // done or failed: said in full colour
    bool turning = false;
    QString fix = {}; // what to do, in a panel below the step; empty = no panel
    QString fixField = {}; // the setting to be mended there, empty = none

    bool operator==(const StepLine &) const = default;
};

// The steps before anything is tried, and as a check goes through them.
QList<StepLine> stepLines(const ConnectionCheck &check);

// The steps of a check, a row each. Main thread.
class StepModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        TitleRole = Qt::UserRole,
        TextRole,
        MarkRole,
        ColorRoleRole,
        StrongRole,
        TurningRole,
        FixRole,
        FixFieldRole,
    };

    explicit StepModel(QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(StepModel)

    // Rows that stay the same stay: what is typed below a step is not disturbed.
    void setLines(const QList<StepLine> &lines);
    const QList<StepLine> &lines() const { return m_lines; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QList<StepLine> m_lines;
};

} // namespace flotilla::models
