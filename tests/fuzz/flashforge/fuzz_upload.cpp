// SPDX-License-Identifier: GPL-3.0-or-later
// Both ways to send a file over TCP: packets hold exactly what was put in, and whatever a printer
// answers meanwhile is an acknowledgement, patience or an error. The first byte is the size of the
// pieces, the next two the counter.
#include "drivers/flashforge/legacycommands.h"
#include "drivers/flashforge/tcpreplies.h"
#include "drivers/flashforge/tcpupload.h"

#include <QtEndian>

#include <cstdint>
#include <cstdlib>

using namespace flotilla::flashforge;

namespace {

void require(bool truth)
{
    if (!truth)
        std::abort();
}

void checkPacket(quint32 counter, QByteArrayView data)
{
    data = data.first(qMin(data.size(), packetDataBytes));
    const QByteArray packet = uploadPacket(counter, data);
    require(packet.size() == packetBytes);
    require(qFromBigEndian<quint32>(packet.data() + 4) == counter);
    require(qFromBigEndian<quint32>(packet.data() + 8) == quint32(data.size()));
    require(QByteArrayView(packet).sliced(16, data.size()) == data);
    for (qsizetype i = 16 + data.size(); i < packet.size(); ++i)
        require(packet[i] == 0);
}

void checkAnswers(quint32 counter, QByteArrayView bytes, qsizetype piece)
{
    UploadAckParser parser;
    parser.expect(counter);
    auto status = UploadAckParser::Status::Waiting;
    for (qsizetype i = 0; i < bytes.size(); i += piece)
        status = parser.feed(bytes.sliced(i, qMin(piece, bytes.size() - i)));
    require((status == UploadAckParser::Status::Failed) == !parser.error().message.isEmpty());
    if (const auto refusal = rawUploadRefusal(bytes))
        require(!refusal->message.isEmpty());
    TcpReplyParser reply("M29");
    reply.feed(bytes);
    reply.finishOnSilence(TcpReplyParser::Silence::EndsAnyLine);
    static_cast<void>(saveVerdict(reply.reply()));
    static_cast<void>(uploadVerdict(reply.reply()));
    if (const auto size = openedSize(reply.reply()))
        require(*size >= 0);
    if (const auto files = parseTextFileList(reply.reply()))
        require(files->size() <= reply.reply().lines.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return 0;
    const qsizetype piece = 1 + data[0] % 64;
    const quint32 counter = quint32(data[1]) << 8 | data[2];
    const QByteArrayView bytes(data + 3, qsizetype(size - 3));
    checkPacket(counter, bytes);
    checkAnswers(counter, bytes, piece);
    const QString text = QString::fromUtf8(bytes);
    if (const auto name = legacyFileName(text)) {
        require(name->toUtf8().size() <= 36);
        require(requestLine(uploadBeginCommand(1, *name)).has_value());
        require(requestLine(startCommand(*name)).has_value());
    }
    return 0;
}
