// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "drivers/xyzprinting/jsonwire.h"
#include "drivers/xyzprinting/times.h"

namespace flotilla::xyzprinting {

// One request, one reply. Ends with the reply whatever its result; BadReply where the reply is to
// another command.
class JsonQuestion final : public JsonExchange
{
public:
    JsonQuestion(QByteArray request, int command, std::chrono::milliseconds limit)
        : m_request(std::move(request))
        , m_number(command)
        , m_limit(limit)
    {
    }

    Command<JsonReply> answer() const { return m_promise.command(); }

    void begin(JsonWire &wire) override { wire.send(m_request, m_limit); }
    void handleReply(JsonWire &wire, const JsonReply &reply) override;
    void fail(const Error &error) override { m_promise.finish(failure(error)); }

private:
    const QByteArray m_request;
    const int m_number;
    const std::chrono::milliseconds m_limit;
    CommandPromise<JsonReply> m_promise;
};

// Command 3: the printer says how long the picture is, hears that it is wanted, on a new connection
// where it closed the first, and sends exactly that many bytes and a last reply.
class JsonPicture final : public JsonExchange
{
public:
    explicit JsonPicture(const Times &times)
        : m_times(times)
    {
    }

    Command<QByteArray> picture() const { return m_promise.command(); }

    void begin(JsonWire &wire) override;
    void handleReply(JsonWire &wire, const JsonReply &reply) override;
    void handleRaw(JsonWire &wire, const QByteArray &bytes) override;
    bool goesOnAfterHangUp() override;
    void fail(const Error &error) override { m_promise.finish(failure(error)); }

private:
    void end(JsonWire &wire, Result<QByteArray> result);
    void sayWanted(JsonWire &wire);

    const Times m_times;
    CommandPromise<QByteArray> m_promise;
    qint64 m_length = 0; // announced
    bool m_triedAnew = false;
    QByteArray m_jpeg;
};

} // namespace flotilla::xyzprinting
