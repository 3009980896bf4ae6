// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/filetype_p.h"

#include "files/gxhead_p.h"
#include "files/slicername_p.h"
#include "files/zip/zipdirectory_p.h"
#include "files/zip/zipinspect_p.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::FileType)
};

struct MagicRow
{
    QByteArrayView start;
    FileType type;
};

constexpr std::array magics {
    MagicRow {QByteArrayView("GCDE", 4), FileType::Bgcode},
    MagicRow {QByteArrayView("xgcode 1.0\n\0", 12), FileType::Gx},
    MagicRow {QByteArrayView("\x1f\x8b", 2), FileType::GzipGcode},
    MagicRow {QByteArrayView("3DPFNKG13WTW", 12), FileType::ThreeW},
    MagicRow {QByteArrayView("\x19\x00\xfd\x12", 4), FileType::Cbddlp},
    MagicRow {QByteArrayView("\x86\x00\xfd\x12", 4), FileType::Ctb},
    MagicRow {QByteArrayView("\x06\x01\xfd\x12", 4), FileType::Ctb},
    MagicRow {QByteArrayView("\x10\x08\x22\xff", 4), FileType::Ctb},
    MagicRow {QByteArrayView("\x07\x01\xfd\x12", 4), FileType::EncryptedCtb},
    MagicRow {QByteArrayView("ANYCUBIC\0\0\0\0", 12), FileType::Pwm},
};

constexpr QByteArrayView appleDouble("\x00\x05\x16\x07", 4);
constexpr QByteArrayView gooMagic("\x07\x00\x00\x00\x44\x4c\x50\x00", 8);

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// "V3.0" and the magic behind it.
bool isGoo(QByteArrayView bytes)
{
    return bytes.size() >= 12 && bytes[0] == 'V' && isDigit(bytes[1]) && bytes[2] == '.'
        && isDigit(bytes[3]) && bytes.sliced(4, 8) == gooMagic;
}

bool isPlate(const QByteArray &name)
{
    return plateNumber(name) > 0;
}

Recognised byMembers(const ZipDirectory &directory)
{
    const auto &members = directory.members;
    if (std::any_of(members.begin(), members.end(),
                    [](const ZipMember &member) { return isPlate(member.name); }))
        return {FileType::SlicedThreeMf};
    if (directory.has("3D/model.gcode"))
        return {FileType::Ufp};
    if (directory.has("3D/3dmodel.model") || directory.has("[Content_Types].xml"))
        return {FileType::ThreeMfProject};
    return {FileType::Unknown, Tr::tr("“%1” is an archive without a print file in it.")};
}

Result<Recognised> recogniseZip(ByteSource &source, QByteArrayView head)
{
    const auto directory = readZipDirectory(source);
    if (!directory)
        return failure(directory.error());
    if (*directory)
        return byMembers(**directory);
    // Cut, most likely. What it was may still stand at its start.
    const QList<QByteArray> names = namesInLocalHeaders(head);
    if (std::any_of(names.begin(), names.end(), isPlate))
        return Recognised {FileType::SlicedThreeMf};
    return Recognised {FileType::Unknown,
                       Tr::tr("“%1” is a damaged archive: its list of contents is missing. "
                              "Copy the file again.")};
}

bool isPrintable(QByteArrayView bytes)
{
    const auto strange = std::count_if(bytes.begin(), bytes.end(), [](char c) {
        return (c >= 0 && c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f')
            || c == 0x7F;
    });
    return strange * 20 <= bytes.size(); // 95 %
}

// A command that nearly every print begins with, or the signature of a slicer.
bool isGcodeLine(QByteArrayView line)
{
    line = line.trimmed();
    if (line.startsWith(';'))
        return slicerNameIn(line.sliced(1).trimmed(), false).has_value();
    for (const QByteArrayView command :
         {QByteArrayView("G0"), QByteArrayView("G00"), QByteArrayView("G1"), QByteArrayView("G01"),
          QByteArrayView("G28"), QByteArrayView("M104"), QByteArrayView("M109"),
          QByteArrayView("M140"), QByteArrayView("M190")}) {
        if (line.startsWith(command)
            && (line.size() == command.size() || line[command.size()] == ' '
                || line[command.size()] == ';'))
            return true;
    }
    return false;
}

} // namespace

bool looksLikeGcode(QByteArrayView bytes)
{
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes = bytes.sliced(3);
    if (!isPrintable(bytes))
        return false;
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView line = end < 0 ? bytes : bytes.first(end);
        if (isGcodeLine(line))
            return true;
        bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
    }
    return false;
}

Result<Recognised> recognise(ByteSource &source)
{
    const auto head = source.read(0, recognitionBytes);
    if (!head)
        return failure(head.error());
    for (const MagicRow &row : magics) {
        if (head->startsWith(row.start))
            return Recognised {row.type};
    }
    if (isGoo(*head))
        return Recognised {FileType::Goo};
    if (head->startsWith("PK\3\4") || head->startsWith("PK\5\6"))
        return recogniseZip(source, *head);
    if (head->startsWith(appleDouble))
        return Recognised {FileType::Unknown,
                           Tr::tr("“%1” is a companion file that macOS made, not a print file. "
                                  "Take the file of the same name without “._”.")};
    if (looksLikeGcode(*head))
        return Recognised {FileType::Gcode};
    return Recognised {FileType::Unknown, Tr::tr("“%1” is not a print file.")};
}

bool nameFits(const QString &name, FileType type)
{
    const QString lower = name.toLower();
    const QStringList suffixes = fileTypeSuffixes(type);
    const bool ends = std::any_of(suffixes.begin(), suffixes.end(), [&](const QString &suffix) {
        return lower.endsWith(u'.' + suffix);
    });
    // A project must not pass for what a printer can take.
    if (type == FileType::ThreeMfProject && lower.endsWith(u".gcode.3mf"))
        return false;
    return ends;
}

} // namespace flotilla::files
