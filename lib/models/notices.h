// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cardface.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <QUuid>

namespace flotilla {
class Clock;
class Fleet;
class Printer;
struct PrinterStatus;
} // namespace flotilla

namespace flotilla::models {

class Preferences;

// What a notice is about; each has its switch in the settings.
enum class NoticeKind { Ended, Failed, NeedsYou };

// Something that a person who does not look at the window should hear. Plain texts.
struct Notice
{
    NoticeKind kind = NoticeKind::Ended;
    QUuid printer = {};
    QString title = {};
    QString text = {};
    bool canClearPlate = false;

    bool operator==(const Notice &) const = default;
};

// Decides what deserves a notice: a print ended or failed, a printer needs a person. What was so
// already when a printer was first heard is no news, the same thing is told once, and nothing is
// told while it is to be quiet. Main thread.
class Notices : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool quiet READ isQuiet NOTIFY quietChanged)

public:
    // Both must outlive this object.
    Notices(Fleet &fleet, Preferences &preferences, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(Notices)

    bool isQuiet() const;
    // Until seven in the morning.
    Q_INVOKABLE void beQuietUntilTomorrow();
    Q_INVOKABLE void beLoud();

Q_SIGNALS:
    void quietChanged();
    void raised(const flotilla::models::Notice &notice);
    // What was told about this printer is over.
    void withdrawn(const QUuid &printer);

private:
    // What was told, or was so at the start.
    struct Known
    {
        QString job = {}; // the last one that ended
        QString need = {}; // why a person is needed; empty = nobody is
        QString runningJob = {};
        qint64 elapsed = -1; // seconds of the running job
        bool failureTold = false; // of the last job: the error that follows is no news
        bool shown = false; // a notice of it stands
    };

    void handleStatus(Printer *printer);
    void tellEnd(const PrinterStatus &status, Known &known);
    void tellNeed(const PrinterStatus &status, Known &known);
    void raise(const Notice &notice, Known &known);
    void followQuiet();
    Notice endNotice(const PrinterStatus &status, const Known &known) const;
    Notice needNotice(const PrinterStatus &status) const;

    Fleet &m_fleet;
    const Clock &m_clock;
    Preferences &m_preferences;
    QHash<QUuid, Known> m_known; // printers that were heard since the start
    QTimer m_quietTimer;
    bool m_wasQuiet = false;
};

} // namespace flotilla::models
