// SPDX-License-Identifier: GPL-3.0-or-later
// Replies of the TCP side. The first byte picks the command, the second the size of the pieces;
// pieces must not change what is read.
#include "drivers/flashforge/tcpbinary.h"
#include "drivers/flashforge/tcpreplies.h"

#include <array>
#include <cstdint>
#include <cstdlib>

using namespace flotilla::flashforge;

namespace {

constexpr std::array commands {"M601", "M115", "M119", "M105", "M27",
                               "M114", "M28",  "M661", "M662"};

void require(bool truth)
{
    if (!truth)
        std::abort();
}

template<typename Parser> auto feedInPieces(Parser &parser, QByteArrayView bytes, qsizetype piece)
{
    auto status = parser.feed(QByteArrayView());
    for (qsizetype i = 0; i < bytes.size(); i += piece)
        status = parser.feed(bytes.sliced(i, qMin(piece, bytes.size() - i)));
    return status;
}

void readReply(const TcpReply &reply)
{
    loginVerdict(reply);
    static_cast<void>(parseMachineInfo(reply));
    if (const auto state = parseMachineState(reply))
        state->state();
    static_cast<void>(parseTemperatures(reply));
    if (const auto progress = parseProgress(reply); progress && progress->progress)
        require(*progress->progress >= 0 && *progress->progress <= 1);
    static_cast<void>(parsePosition(reply));
    static_cast<void>(uploadVerdict(reply));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray code = commands[data[0] % commands.size()];
    const qsizetype piece = 1 + data[1] % 64;
    const QByteArrayView bytes(data + 2, qsizetype(size - 2));

    TcpReplyParser whole(code);
    TcpReplyParser pieces(code);
    require(whole.feed(bytes) == feedInPieces(pieces, bytes, piece));
    require(whole.reply().lines == pieces.reply().lines);
    for (const auto silence :
         {TcpReplyParser::Silence::EndsBareOk, TcpReplyParser::Silence::EndsAnyLine})
        require(whole.finishOnSilence(silence) == pieces.finishOnSilence(silence));
    readReply(whole.reply());
    const QByteArray remainder = whole.takeRemainder();
    require(remainder == pieces.takeRemainder());

    for (const QByteArrayView binary : {QByteArrayView(remainder), bytes}) {
        FileListParser list;
        FileListParser listInPieces;
        require(list.feed(binary) == feedInPieces(listInPieces, binary, piece));
        require(list.files() == listInPieces.files());
        ImageBlobParser image;
        ImageBlobParser imageInPieces;
        require(image.feed(binary) == feedInPieces(imageInPieces, binary, piece));
        require(image.finishOnSilence() == imageInPieces.finishOnSilence());
        require(image.image() == imageInPieces.image());
    }
    return 0;
}
