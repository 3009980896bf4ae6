// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/threewopener.h"

#include "simulators/xyzprinting/threewarchive.h"
#include "simulators/xyzprinting/threewcipher.h"
#include "simulators/xyzprinting/threewgcode.h"

#include <QIODevice>
#include <QtEndian>

#include <zlib.h>

#include <optional>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Verdict = OpenedThreew::Verdict;

const QByteArray magic = QByteArrayLiteral("3DPFNKG13WTW");
constexpr qint64 bodyBegin = 0x2000;
constexpr qsizetype pieceBytes = 0x2010;
constexpr qsizetype readBytes = 0x2000;

// Where everything is, found by following the offsets of the file.
struct Layout
{
    XyzForm form;
    qsizetype headerAt = 0;
    qsizetype headerBytes = -1; // -1: up to the last byte that is not zero
    quint32 crc = 0;
};

std::optional<quint32> numberAt(const QByteArray &head, qint64 at)
{
    if (at < 0 || at + 4 > head.size())
        return std::nullopt;
    return qFromBigEndian<quint32>(head.constData() + at);
}

std::optional<Layout> layoutOf(const QByteArray &head)
{
    if (head.size() < bodyBegin || !head.startsWith(magic) || head[12] != 1)
        return std::nullopt;
    Layout layout;
    layout.form.version = head[13];
    const qint64 tagAt = 20 + qint64(*numberAt(head, 16));
    const QByteArray tag = tagAt < bodyBegin ? head.mid(tagAt, 8) : QByteArray();
    if ((layout.form.version != 2 && layout.form.version != 5)
        || (tag != "TagEJ256" && tag != "TagEa128"))
        return std::nullopt;
    layout.form.zipped = tag == "TagEa128";
    const bool old = layout.form.version == 2;
    const auto distance = numberAt(head, tagAt + (old ? 8 : 12));
    const auto crc = numberAt(head, tagAt + (old ? 12 : 20));
    const auto length = old ? std::optional<quint32>(0) : numberAt(head, tagAt + 8);
    if (!distance || !crc || !length || *distance >= bodyBegin || *length > bodyBegin)
        return std::nullopt;
    layout.headerAt = tagAt + (old ? 12 : 16) + qint64(*distance);
    layout.headerBytes = old ? -1 : qsizetype(*length);
    layout.crc = *crc;
    return layout.headerAt < bodyBegin ? std::optional(layout) : std::nullopt;
}

QByteArray headerOf(const QByteArray &head, const Layout &layout)
{
    QByteArray stored = head.sliced(layout.headerAt, bodyBegin - layout.headerAt);
    if (layout.headerBytes >= 0) {
        stored.truncate(layout.headerBytes);
        if (stored.startsWith(';'))
            return stored;
    } else {
        qsizetype end = stored.size();
        while (end > 0 && stored[end - 1] == '\0')
            --end;
        stored.truncate((end + 15) / 16 * 16);
    }
    ThreewCipher cipher(ThreewCipher::Kind::Piece);
    QByteArray plain = cipher.decrypt(stored);
    plain.chop(paddingOf(plain));
    return plain;
}

// CRC-32 over everything from 0x2000 on, as it is stored.
quint32 bodyCrc(QIODevice &file)
{
    file.seek(bodyBegin);
    uLong crc = crc32(0, nullptr, 0);
    for (QByteArray bytes = file.read(readBytes); !bytes.isEmpty(); bytes = file.read(readBytes))
        crc = crc32(crc, reinterpret_cast<const Bytef *>(bytes.constData()), uInt(bytes.size()));
    return quint32(crc);
}

QByteArray firstLineOf(const QByteArray &text)
{
    return text.split('\n').first().trimmed();
}

// An empty text where all went well.
QString decryptPlain(QIODevice &file, ThreewGcode &gcode)
{
    ThreewCipher cipher(ThreewCipher::Kind::Body);
    while (!file.atEnd()) {
        const QByteArray stored = file.read(readBytes);
        QByteArray plain = cipher.decrypt(stored);
        if (plain.size() != stored.size())
            return u"the body does not come in whole blocks"_s;
        if (file.atEnd())
            plain.chop(paddingOf(plain));
        gcode.feed(plain);
    }
    return {};
}

QString decryptZipped(QIODevice &file, ThreewGcode &gcode)
{
    ThreewArchive archive([&gcode](QByteArrayView bytes) { gcode.feed(bytes); });
    ThreewCipher cipher(ThreewCipher::Kind::Piece);
    while (!file.atEnd()) {
        const QByteArray stored = file.read(pieceBytes);
        cipher.restart();
        QByteArray plain = cipher.decrypt(stored);
        const qsizetype padding = paddingOf(plain);
        if (plain.size() != stored.size() || padding == 0)
            return u"a piece of the body does not decrypt"_s;
        plain.chop(padding);
        if (!archive.feed(plain))
            return archive.reason();
    }
    return archive.finish() ? QString() : archive.reason();
}

} // namespace

OpenedThreew openThreew(QIODevice &file)
{
    OpenedThreew opened;
    file.seek(0);
    const QByteArray head = file.read(bodyBegin);
    const auto layout = layoutOf(head);
    if (!layout) {
        opened.reason = u"it is not a .3w"_s;
        return opened;
    }
    opened.form = layout->form;
    opened.verdict = Verdict::Damaged;
    if (bodyCrc(file) != layout->crc) {
        opened.reason = u"the checksum of the body is wrong"_s;
        return opened;
    }
    opened.header = headerOf(head, *layout);
    file.seek(bodyBegin);
    ThreewGcode gcode;
    const bool open = file.peek(1) == ";" && !opened.form.zipped;
    if (open) {
        opened.complaints.append(u"the body is not encrypted"_s);
        while (!file.atEnd())
            gcode.feed(file.read(readBytes));
    } else {
        opened.reason = opened.form.zipped ? decryptZipped(file, gcode) : decryptPlain(file, gcode);
        if (!opened.reason.isEmpty())
            return opened;
    }
    gcode.finish(opened);
    // The panel reads the header, the rest of the firmware the body: they must say the same.
    if (opened.verdict == Verdict::Good
        && !opened.header.startsWith(firstLineOf(opened.firstBytes))) {
        opened.verdict = Verdict::BadGcode;
        opened.reason = u"header and G-code do not begin alike"_s;
    }
    return opened;
}

} // namespace flotilla::simulators
