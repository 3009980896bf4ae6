// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace flotilla {

namespace {

// Characters that change how neighbours are read, or are not seen at all.
bool isDeceptive(char16_t c)
{
    return c == 0x061c // Arabic letter mark
        || (c >= 0x200b && c <= 0x200f) // zero width, direction marks
        || (c >= 0x202a && c <= 0x202e) // embeddings and overrides
        || (c >= 0x2060 && c <= 0x206f) // joiners, isolates, deprecated
        || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb);
}

} // namespace

QString cleanText(QStringView text, qsizetype maxLength)
{
    QString clean;
    clean.reserve(qMin(text.size(), maxLength));
    for (const QChar c : text) {
        if (c == u'\n' || c == u'\r' || c == u'\t' || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator)
            clean += u' ';
        else if (c.category() != QChar::Other_Control && !isDeceptive(c.unicode()))
            clean += c;
    }
    clean = clean.trimmed();
    if (clean.size() > maxLength) {
        clean.truncate(maxLength);
        if (!clean.isEmpty() && clean.back().isHighSurrogate())
            clean.chop(1);
    }
    return clean;
}

QString cleanText(QByteArrayView utf8, qsizetype maxLength)
{
    const qsizetype end = utf8.indexOf('\0');
    return cleanText(QString::fromUtf8(end < 0 ? utf8 : utf8.first(end)), maxLength);
}

QString formatBytes(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString formatDuration(qint64 seconds)
{
    const auto translate
        = [](const char *text) { return QCoreApplication::translate("flotilla", text); };
    if (seconds < 60)
        return translate("%1 s").arg(seconds);
    if (seconds < 3600)
        return translate("%1 min %2 s")
            .arg(seconds / 60)
            .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return translate("%1 h %2 min")
        .arg(seconds / 3600)
        .arg(seconds % 3600 / 60, 2, 10, QLatin1Char('0'));
}

} // namespace flotilla
