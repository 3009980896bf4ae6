// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonwire.h"

#include "base/logging.h"
#include "base/masking.h"

namespace flotilla::xyzprinting {

JsonWire::JsonWire(std::unique_ptr<Transport> transport, QObject *parent)
    : QObject(parent)
    , m_transport(std::move(transport))
{
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        fail({Error::Kind::TimedOut, tr("The printer does not answer."), {}});
    });
    connect(m_transport.get(), &Transport::opened, this, [this] {
        if (m_exchange)
            m_exchange->begin(*this);
    });
    connect(m_transport.get(), &Transport::failed, this, &JsonWire::fail);
    connect(m_transport.get(), &Transport::received, this, &JsonWire::handleBytes);
    connect(m_transport.get(), &Transport::written, this, [this] {
        if (m_exchange)
            m_exchange->handleWritten(*this);
    });
    connect(m_transport.get(), &Transport::ended, this, &JsonWire::handleEnd);
}

JsonWire::~JsonWire()
{
    m_transport->close();
}

void JsonWire::run(JsonExchange *exchange)
{
    Q_ASSERT(isFree());
    m_exchange = exchange;
    m_framer.reset();
    m_transport->open();
}

void JsonWire::reopen()
{
    m_timeout.stop();
    m_transport->close();
    m_framer.reset();
    m_transport->open();
}

void JsonWire::abandon(JsonExchange *exchange)
{
    if (exchange && m_exchange == exchange)
        done();
}

void JsonWire::send(const QByteArray &bytes, std::chrono::milliseconds limit)
{
    qCDebug(lcXyzPrinting).noquote() << m_transport->where() << '>' << maskedTraffic(bytes);
    waitUpTo(limit);
    m_transport->write(bytes);
}

void JsonWire::sendRaw(const QByteArray &bytes, std::chrono::milliseconds limit)
{
    waitUpTo(limit);
    m_transport->write(bytes);
}

void JsonWire::waitUpTo(std::chrono::milliseconds limit)
{
    m_limit = limit;
    m_timeout.start(limit);
}

void JsonWire::expectRaw(qint64 bytes)
{
    if (const auto expected = m_framer.expectRaw(bytes); !expected)
        fail(expected.error());
}

void JsonWire::handleBytes(const QByteArray &bytes)
{
    if (!m_exchange)
        return;
    if (!m_framer.awaitsRaw())
        qCDebug(lcXyzPrinting).noquote() << m_transport->where() << '<' << maskedTraffic(bytes);
    m_timeout.start(m_limit);
    m_framer.append(bytes);
    deliver();
}

void JsonWire::deliver()
{
    while (m_exchange) {
        if (m_framer.awaitsRaw()) {
            const auto raw = m_framer.takeRaw();
            if (!raw)
                return;
            m_exchange->handleRaw(*this, *raw);
            continue;
        }
        const auto object = m_framer.nextObject();
        if (!object)
            return fail(object.error());
        if (!*object)
            return;
        const auto reply = parseJsonReply(**object);
        if (!reply)
            return fail(reply.error());
        m_exchange->handleReply(*this, *reply);
    }
}

// A close after a whole reply is how this printer says goodbye: by then the exchange is done and
// nobody is told.
void JsonWire::handleEnd(const Error &error, bool orderly)
{
    if (!m_exchange)
        return;
    if (!orderly)
        return fail(error);
    if (!m_framer.holdsPart() && m_exchange->goesOnAfterHangUp())
        return reopen();
    fail({Error::Kind::BadReply, tr("The printer hung up before it had answered."), error.message});
}

void JsonWire::done()
{
    m_exchange = nullptr;
    letGo();
    Q_EMIT freed();
}

void JsonWire::fail(const Error &error)
{
    if (!m_exchange)
        return;
    JsonExchange *failed = std::exchange(m_exchange, nullptr);
    letGo();
    failed->fail(error);
    Q_EMIT freed();
}

void JsonWire::letGo()
{
    m_timeout.stop();
    m_framer.reset();
    m_transport->close();
}

} // namespace flotilla::xyzprinting
