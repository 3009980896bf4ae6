// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonexchanges.h"

#include "drivers/xyzprinting/jsonmessages.h"

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

constexpr int pictureCommand = 3;

} // namespace

void JsonQuestion::handleReply(JsonWire &wire, const JsonReply &reply)
{
    wire.done();
    if (reply.answers(m_number))
        m_promise.finish(reply);
    else
        m_promise.finish(failure(unreadableJson(u"an answer to another command"_s)));
}

void JsonPicture::begin(JsonWire &wire)
{
    if (m_length == 0)
        wire.send(jsonmessages::picture(), m_times.jsonPicture);
    else
        sayWanted(wire);
}

void JsonPicture::sayWanted(JsonWire &wire)
{
    wire.expectRaw(m_length);
    wire.send(jsonmessages::pictureWanted(), m_times.jsonPicture);
}

void JsonPicture::handleReply(JsonWire &wire, const JsonReply &reply)
{
    if (!reply.answers(pictureCommand))
        return end(wire, failure(unreadableJson(u"an answer to another command"_s)));
    if (m_length > 0) {
        const auto ended = pictureEnd(reply, m_length);
        return end(wire, ended ? Result<QByteArray>(m_jpeg) : failure(ended.error()));
    }
    const auto length = announcedPicture(reply);
    if (!length)
        return end(wire, failure(length.error()));
    m_length = *length;
    if (wire.isOpen())
        sayWanted(wire);
    else
        wire.reopen();
}

void JsonPicture::handleRaw(JsonWire &, const QByteArray &bytes)
{
    m_jpeg = bytes;
}

// Closed between its announcement and our answer.
bool JsonPicture::goesOnAfterHangUp()
{
    return m_length > 0 && m_jpeg.isEmpty() && !std::exchange(m_triedAnew, true);
}

void JsonPicture::end(JsonWire &wire, Result<QByteArray> result)
{
    wire.done();
    m_promise.finish(std::move(result));
}

} // namespace flotilla::xyzprinting
