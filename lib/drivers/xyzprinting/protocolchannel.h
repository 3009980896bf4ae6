// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "base/transferjob.h"
#include "drivers/xyzprinting/machinereport.h"

#include <QObject>

namespace flotilla::xyzprinting {

// One of the two protocols that da Vinci printers speak (V3 lines, JSON), as the driver sees it. It
// owns its Transport, opens it when something is to be said, and lets one request follow the answer
// of the one before: the printers take one client with one question. Every command ends exactly
// once. Main thread.
//
// Errors that the driver tells apart: Unreachable = there is no wire (refused, cable pulled);
// TimedOut, BadReply = this one question came to nothing; Busy = the printer answers, but does not
// want to now; Refused = it said no.
class ProtocolChannel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    Q_DISABLE_COPY_MOVE(ProtocolChannel)

    // The whole truth, asked for anew. What a reply leaves out keeps its last value.
    virtual Command<MachineReport> poll() = 0;

    // Whether the printer said yes; the state shows the rest.
    virtual Command<void> pause() = 0;
    virtual Command<void> resume() = 0;
    virtual Command<void> cancelJob() = 0;
    // The bed is clear: leaves "job done" for idle.
    virtual Command<void> clearPlate() = 0;

    // Moves a .3w, ready for this printer, which prints it as soon as it has it. Finishes well when
    // all of it was handed over and nothing was refused; whether the print began is the driver's to
    // see. Nothing is asked of the printer meanwhile: other commands end as Busy. `name` is safe.
    virtual TransferJob *sendFile(const QString &threewPath, const QString &name, QObject *parent)
        = 0;
    virtual bool isSending() const = 0;
    // Whether the printer said yes to the end of the last file, too. Without that it has less time
    // to show that it prints it.
    virtual bool wasEndAcknowledged() const { return true; }

    // One JPEG. Unsupported where the protocol has none.
    virtual Command<QByteArray> picture() = 0;

    virtual bool isSerial() const = 0;
    // See Transport.
    virtual QString usbIdentity() const = 0;

    // At once: whatever waits ends as Canceled, the wire is free.
    virtual void close() = 0;

Q_SIGNALS:
    // The wire is gone between two questions in a way that is no mere hanging up (a cable pulled).
    void lost(const flotilla::Error &error);
};

} // namespace flotilla::xyzprinting
