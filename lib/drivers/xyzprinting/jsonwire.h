// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/jsonframer.h"
#include "drivers/xyzprinting/jsonreplies.h"
#include "drivers/xyzprinting/transport.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace flotilla::xyzprinting {

class JsonWire;

// One question to the printer with all that belongs to its answer. Ends by calling
// JsonWire::done() or by being failed, once.
class JsonExchange
{
public:
    virtual ~JsonExchange() = default;

    // A connection is there.
    virtual void begin(JsonWire &wire) = 0;
    virtual void handleReply(JsonWire &wire, const JsonReply &reply) = 0;
    virtual void handleRaw(JsonWire &, const QByteArray &) { }
    virtual void handleWritten(JsonWire &) { }
    // The printer closed the connection and nothing of an answer was under way. True: go on with a
    // new one (begin() follows).
    virtual bool goesOnAfterHangUp() { return false; }
    // The wire has let go of it already.
    virtual void fail(const Error &error) = 0;
};

// Carries one exchange after the other, each over a connection of its own: the printer closes it
// after most replies anyway, and in between other programs get their turn. What came to nothing
// leaves nothing behind for the next. Main thread.
class JsonWire : public QObject
{
    Q_OBJECT

public:
    JsonWire(std::unique_ptr<Transport> transport, QObject *parent);
    ~JsonWire() override;
    Q_DISABLE_COPY_MOVE(JsonWire)

    // Only while isFree(). The exchange must live until it is done, failed or abandoned.
    void run(JsonExchange *exchange);
    bool isFree() const { return m_exchange == nullptr; }
    // Lets go of this exchange without a word to it, and of the connection. Nothing where another
    // one runs.
    void abandon(JsonExchange *exchange);

    // For the exchange that runs. The next answer, or the next byte of one, comes within `limit`.
    void send(const QByteArray &bytes, std::chrono::milliseconds limit);
    // Bytes of a file: not for the log, and no answer is awaited sooner than `limit`.
    void sendRaw(const QByteArray &bytes, std::chrono::milliseconds limit);
    void expectRaw(qint64 bytes);
    void waitUpTo(std::chrono::milliseconds limit);
    qint64 unsentBytes() const { return m_transport->unsentBytes(); }
    // Whether the printer still holds the connection.
    bool isOpen() const { return m_transport->isOpen(); }
    bool isSerial() const { return m_transport->isSerial(); }
    // The same exchange over a new connection.
    void reopen();
    void done();

Q_SIGNALS:
    // The exchange has ended, well or not.
    void freed();

private:
    void handleBytes(const QByteArray &bytes);
    void deliver();
    void handleEnd(const Error &error, bool orderly);
    void fail(const Error &error);
    void letGo();

    const std::unique_ptr<Transport> m_transport;
    JsonFramer m_framer;
    JsonExchange *m_exchange = nullptr;
    QTimer m_timeout;
    std::chrono::milliseconds m_limit {};
};

} // namespace flotilla::xyzprinting
