// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/v3requests.h"

#include <QCoreApplication>
#include <QtEndian>

#include <zlib.h>

#include <cmath>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(xyzprinting)
};

constexpr qsizetype longestFileName = 60;
constexpr qsizetype longestPrinterName = 16; // what the printers pad theirs to
constexpr double longestMove = 300; // mm, the longest axis of the whole family

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

bool isPlain(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
        || c == u'-' || c == u'_' || c == u'.';
}

} // namespace

V3Request queryAll(const Times &times)
{
    return {.bytes = "XYZv3/query=a\n",
            .end = {.rule = ReplyEnd::Rule::Mark},
            .patience = times.query,
            .asksOnly = true};
}

V3Request queryLetters(const QByteArray &letters, const Wire &wire, const Times &times)
{
    V3Request request {.bytes = "XYZv3/query=" + letters + '\n',
                       .end = {.rule = ReplyEnd::Rule::Mark},
                       .patience = times.query,
                       .asksOnly = true};
    if (!wire.serial) {
        request.end = {.rule = ReplyEnd::Rule::Letters, .letters = letters};
        if (!wire.hasLcd)
            request.patience = times.lettersSilence;
    }
    return request;
}

V3Request setting(const QByteArray &text, const Wire &wire, const Times &times)
{
    return {.bytes = "XYZv3/config=" + text + '\n',
            .end = {.rule = ReplyEnd::Rule::Ok},
            .patience = wire.hasLcd ? times.query : times.setting,
            .unanswered = !wire.serial};
}

V3Request action(const QByteArray &text, const Wire &wire, const Times &times)
{
    const qsizetype colon = text.indexOf(':');
    const QByteArray name = colon < 0 ? text : text.first(colon);
    return {.bytes = "XYZv3/action=" + text + '\n',
            .end = {.rule = ReplyEnd::Rule::Action, .action = name},
            .patience = times.action,
            .unanswered = !wire.serial,
            .mayStayUnanswered = text.endsWith(":cancel")};
}

Result<QByteArray> jogText(QChar axis, double millimetres)
{
    const double length = std::abs(millimetres);
    if (!u"xyz"_s.contains(axis) || !(length > 0) || length > longestMove)
        return failure(Error::Kind::WrongUse,
                       Tr::tr("A move along one axis is at most %1 mm.").arg(longestMove));
    return QByteArray(R"(jog:{"axis":")" + QByteArray(1, axis.toLatin1()) + R"(","dir":")"
                      + (millimetres > 0 ? '+' : '-') + R"(","len":")"
                      + QByteArray::number(length, 'g', 6) + R"("})");
}

Result<QByteArray> renameText(const QString &name)
{
    const QByteArray bytes = name.trimmed().toLatin1();
    bool fits = !bytes.isEmpty() && bytes.size() <= longestPrinterName
        && QString::fromLatin1(bytes) == name.trimmed();
    for (const char c : bytes)
        fits = fits && c >= ' ' && c <= '~' && c != '[' && c != ']';
    if (!fits)
        return failure(Error::Kind::WrongUse,
                       Tr::tr("The printer's own name has 1 to %1 characters without accents.")
                           .arg(longestPrinterName));
    return QByteArray("name:[" + bytes + ']');
}

V3Request uploadBegin(const QByteArray &name, qint64 bytes, const Times &times)
{
    return {.bytes = "XYZv3/upload=" + name + ',' + QByteArray::number(bytes) + '\n',
            .end = {.rule = ReplyEnd::Rule::Ok},
            .patience = times.uploadAnswer};
}

V3Request uploadBlock(quint32 index, const QByteArray &data, const Times &times)
{
    const auto sum = quint32(
        crc32_z(0, reinterpret_cast<const Bytef *>(data.constData()), size_t(data.size())));
    return {.bytes = bigEndian(index) + bigEndian(quint32(data.size())) + data + bigEndian(sum),
            .end = {.rule = ReplyEnd::Rule::Ok},
            .patience = times.uploadAnswer};
}

V3Request uploadEnd(const Times &times)
{
    return {.bytes = "XYZv3/uploadDidFinish",
            .end = {.rule = ReplyEnd::Rule::Ok},
            .patience = times.uploadEnd};
}

Result<QString> wireFileName(const QString &fileName)
{
    qsizetype dot = fileName.size();
    for (const QLatin1StringView ending : {".3w"_L1, ".gcode"_L1, ".gco"_L1, ".g"_L1}) {
        if (fileName.endsWith(ending, Qt::CaseInsensitive)) {
            dot = fileName.size() - ending.size();
            break;
        }
    }
    QString stem;
    for (const QChar c : QStringView(fileName).first(dot)) {
        if (isPlain(c))
            stem += c;
        else if (!stem.isEmpty() && !stem.endsWith(u'_'))
            stem += u'_';
    }
    while (stem.endsWith(u'_') || stem.endsWith(u'.'))
        stem.chop(1);
    stem = stem.left(longestFileName - 3);
    if (stem.isEmpty())
        return failure(
            Error::Kind::BadFile,
            Tr::tr("Nothing of the name “%1” can be shown by the printer. Give it a name "
                   "with letters or digits.")
                .arg(fileName));
    return stem + u".3w"_s;
}

} // namespace flotilla::xyzprinting
