// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/head_p.h"

#include "files/threew/cipher_p.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <optional>

namespace flotilla::files::threew {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::threew::Head)
};

constexpr QByteArrayView magic("3DPFNKG13WTW", 12);
constexpr QByteArrayView plainTag("TagEJ256", 8);
constexpr QByteArrayView zippedTag("TagEa128", 8);
constexpr qsizetype tagLength = 8;
constexpr qsizetype versionAt = 13;
constexpr qsizetype distanceAt = 16; // of the tag, from the byte behind this number
constexpr qsizetype shortest = 20;

// Where things are in what we write: each version as its best-known writer does.
struct Places
{
    Version version;
    qsizetype tag;
    qsizetype text;
    qsizetype crc;
};
constexpr Places v2Places {Version::V2, 4704, 4784, 4716};
constexpr Places v5Places {Version::V5, 28, 112, 48};
constexpr qsizetype v5LengthAt = 36;
constexpr qsizetype v5MarkAt = 44;

const Places &placesOf(Version version)
{
    return version == Version::V2 ? v2Places : v5Places;
}

std::optional<quint32> numberAt(QByteArrayView bytes, qsizetype at)
{
    if (at < 0 || at + 4 > bytes.size())
        return std::nullopt;
    return qFromBigEndian<quint32>(bytes.data() + at);
}

void putNumber(QByteArray &bytes, qsizetype at, qsizetype number)
{
    qToBigEndian(quint32(number), bytes.data() + at);
}

bool isText(QByteArrayView bytes)
{
    return bytes.startsWith(';') && !bytes.contains('\0');
}

// The text of a head as it is stored: plain or encrypted.
tl::expected<QByteArray, HeadFault> readText(QByteArrayView stored)
{
    if (isText(stored)) {
        QByteArray text = stored.toByteArray();
        text.chop(paddingOf(text));
        return text;
    }
    if (stored.isEmpty())
        return QByteArray();
    const auto text = PieceCipher(Direction::Decrypt).piece(stored);
    if (!text || (!text->isEmpty() && !isText(*text)))
        return tl::unexpected(HeadFault::OtherKey);
    return *text;
}

qsizetype roundedUp(qsizetype length)
{
    return (length + cipherBlock - 1) / cipherBlock * cipherBlock;
}

// What is stored from here to the body, less the zeros that fill the room. A cipher's last byte may
// be a zero itself.
QByteArrayView upToZeros(QByteArrayView bytes)
{
    qsizetype end = bytes.size();
    while (end > 0 && bytes[end - 1] == 0)
        --end;
    if (bytes.startsWith(';'))
        return bytes.first(end);
    return bytes.first(std::min(roundedUp(end), bytes.size()));
}

tl::expected<Head, HeadFault> parseV2(QByteArrayView bytes, qsizetype tag, Head head)
{
    const auto distance = numberAt(bytes, tag + tagLength);
    const auto crc = numberAt(bytes, tag + 12);
    const qsizetype at = tag + 12 + qsizetype(distance.value_or(0));
    if (!distance || !crc || at < tag + 16 || at >= bodyOffset)
        return tl::unexpected(HeadFault::Damaged);
    head.bodyCrc = *crc;
    const auto text = readText(upToZeros(bytes.sliced(at)));
    if (!text)
        return tl::unexpected(text.error());
    head.text = *text;
    return head;
}

tl::expected<Head, HeadFault> parseV5(QByteArrayView bytes, qsizetype tag, Head head)
{
    const auto length = numberAt(bytes, tag + tagLength);
    const auto distance = numberAt(bytes, tag + 12);
    const auto crc = numberAt(bytes, tag + 20);
    const qsizetype at = tag + 16 + qsizetype(distance.value_or(0));
    if (!length || !distance || !crc || at < tag + 24 || at > bodyOffset
        || *length > quint32(bodyOffset - at))
        return tl::unexpected(HeadFault::Damaged);
    head.bodyCrc = *crc;
    // A length without its padding stands before encrypted texts, too.
    const QByteArrayView room = bytes.sliced(at);
    const qsizetype stored = room.startsWith(';') ? qsizetype(*length) : roundedUp(*length);
    const auto text = readText(room.first(std::min(stored, room.size())));
    if (!text)
        return tl::unexpected(text.error());
    head.text = *text;
    return head;
}

// Whole lines of the text, as many as fit.
QByteArrayView linesThatFit(QByteArrayView text, qsizetype room)
{
    if (text.size() <= room)
        return text;
    return text.first(text.first(room).lastIndexOf('\n') + 1);
}

} // namespace

QString headFaultText(HeadFault fault)
{
    static constexpr std::array texts {
        QT_TRANSLATE_NOOP("flotilla::files::threew::Head", "“%1” is no .3w file."),
        QT_TRANSLATE_NOOP("flotilla::files::threew::Head",
                          "“%1” ends before its G-code begins. Copy the file again."),
        QT_TRANSLATE_NOOP("flotilla::files::threew::Head",
                          "The head of “%1” is damaged. Copy the file again."),
        QT_TRANSLATE_NOOP("flotilla::files::threew::Head",
                          "“%1” is of a kind of .3w that Flotilla does not know."),
        QT_TRANSLATE_NOOP("flotilla::files::threew::Head",
                          "“%1” is damaged, or encrypted with another key than XYZprinting's. Copy "
                          "or slice it again."),
    };
    return Tr::tr(texts.at(size_t(fault)));
}

tl::expected<Head, HeadFault> parseHead(QByteArrayView bytes)
{
    if (!bytes.startsWith(magic))
        return tl::unexpected(HeadFault::NotThreew);
    if (bytes.size() < bodyOffset)
        return tl::unexpected(HeadFault::Cut);
    bytes = bytes.first(bodyOffset);
    Head head;
    if (bytes[versionAt] != char(Version::V2) && bytes[versionAt] != char(Version::V5))
        return tl::unexpected(HeadFault::UnknownVersion);
    head.form.version = Version(bytes[versionAt]);
    const qsizetype tag = shortest + qsizetype(*numberAt(bytes, distanceAt));
    if (tag + tagLength > bodyOffset)
        return tl::unexpected(HeadFault::Damaged);
    const QByteArrayView name = bytes.sliced(tag, tagLength);
    if (name != plainTag && name != zippedTag)
        return tl::unexpected(HeadFault::Damaged);
    head.form.zipped = name == zippedTag;
    return head.form.version == Version::V2 ? parseV2(bytes, tag, head) : parseV5(bytes, tag, head);
}

QByteArray makeHead(const Head &head)
{
    const Places &places = placesOf(head.form.version);
    QByteArray text = linesThatFit(head.text, headRoom(head.form.version)).toByteArray();
    QByteArray bytes(bodyOffset, '\0');
    const auto put = [&](qsizetype at, QByteArrayView what) {
        std::copy(what.begin(), what.end(), bytes.data() + at);
    };
    put(0, magic);
    bytes[12] = 1;
    bytes[versionAt] = char(head.form.version);
    putNumber(bytes, distanceAt, places.tag - shortest);
    put(places.tag, head.form.zipped ? zippedTag : plainTag);
    // What stands before the text says how far off it is.
    const qsizetype textDistanceAt = places.text - 72;
    putNumber(bytes, textDistanceAt, 68);
    putNumber(bytes, places.crc, head.bodyCrc);
    if (head.form.version == Version::V5) {
        putNumber(bytes, v5LengthAt, text.size());
        putNumber(bytes, v5MarkAt, 1);
    } else {
        text = PieceCipher(Direction::Encrypt).piece(text).value_or(QByteArray());
    }
    put(places.text, text);
    return bytes;
}

qsizetype headRoom(Version version)
{
    const qsizetype room = bodyOffset - placesOf(version).text;
    // Encrypted, at least one byte is padding.
    return version == Version::V2 ? room - 1 : room;
}

} // namespace flotilla::files::threew
