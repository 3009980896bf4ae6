// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/transferjob.h"
#include "drivers/xyzprinting/jsonmessages.h"
#include "drivers/xyzprinting/jsonwire.h"
#include "drivers/xyzprinting/times.h"
#include "net/filesource.h"

#include <QPointer>

namespace flotilla::xyzprinting {

// One .3w to a 1.1 Plus: announced, sent raw once the printer says START_RECEIVE, ended by <EOF>,
// and taken only where the printer says so with the token of the job. Never sent a second time by
// itself. Whoever runs the wire gives it the wire when it isReady().
class JsonUpload : public TransferJob, public JsonExchange
{
    Q_OBJECT

public:
    // `name` is safe for the printer. The pool must outlive the job, the wire need not.
    JsonUpload(JsonWire &wire, const QString &path, const QString &name,
               const jsonmessages::Cartridges &cartridges, QThreadPool *pool, const Times &times,
               QObject *parent);
    ~JsonUpload() override;

    void cancel() override;
    void stop(const Error &error);

    void begin(JsonWire &wire) override;
    void handleReply(JsonWire &wire, const JsonReply &reply) override;
    void handleWritten(JsonWire &wire) override;
    void fail(const Error &error) override;

Q_SIGNALS:
    // The file can be read: wants the wire.
    void ready();
    // The printer has the file; pause, resume and stop of its job want this token.
    void accepted(const QString &token);

private:
    enum class Stage { Opening, Asking, Sending, Confirming };

    void sendMore();
    bool fillBlock();

    QPointer<JsonWire> m_wire;
    const QString m_name;
    const jsonmessages::Cartridges m_cartridges;
    const Times m_times;
    net::FileSource m_source;
    Stage m_stage = Stage::Opening;
    QByteArray m_block; // read from the disk, not handed over yet
    qint64 m_handed = 0; // to the wire
    bool m_writing = false; // inside the loop that hands bytes over
    bool m_delivered = false; // all of it has left us
};

} // namespace flotilla::xyzprinting
