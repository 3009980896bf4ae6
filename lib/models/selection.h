// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>
#include <QStringList>
#include <QUuid>

namespace flotilla::models {

class FleetModel;
class FleetView;

// The selected printers. A filter hides cards and does not deselect them; a printer that leaves the
// fleet leaves the selection. Main thread; model and view outlive it.
class Selection : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY changed)
    // In the order of the grid, hidden ones last.
    Q_PROPERTY(QStringList ids READ ids NOTIFY changed)

public:
    Selection(FleetModel &model, FleetView &view, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(Selection)

    int count() const;
    QStringList ids() const;
    Q_INVOKABLE bool contains(const QString &printerId) const;
    Q_INVOKABLE void toggle(const QString &printerId);
    Q_INVOKABLE void setOnly(const QString &printerId);
    // From the card touched last to this one, as Shift does it.
    Q_INVOKABLE void extendTo(const QString &printerId);
    // All that are shown.
    Q_INVOKABLE void selectAll();
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void changed();

private:
    void apply(const QSet<QUuid> &selected);

    FleetModel &m_model;
    FleetView &m_view;
    QUuid m_anchor;
    int m_knownCount = 0;
};

} // namespace flotilla::models
