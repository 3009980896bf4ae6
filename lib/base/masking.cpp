// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/masking.h"

#include <QRegularExpression>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype loggedBytes = 200;
// Masking looks at more than is shown, so that a key at the edge still hides its value.
constexpr qsizetype examinedBytes = 600;

// Names whose values never reach a log: JSON keys, HTTP headers, query items and key=value pairs
// alike.
const QRegularExpression &secretPattern()
{
    static const QRegularExpression pattern(
        uR"re(((?:["']?)\b(?:check[ _-]?code|access[ _-]?code|(?:flash|polar)?[ _-]?register[ _-]?code|password|passphrase|passwd|pin|token|secret|authorization|cookie|set-cookie|x-api-key|api_?key|private_?key|serial[ _-]?number|sn)\b\\?["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|'[^']*'?|[^\r\n&,;}]*))re"_s,
        QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

QString escapeControls(const QString &text)
{
    QString escaped;
    escaped.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n')
            escaped += "\\n"_L1;
        else if (c == u'\r')
            escaped += "\\r"_L1;
        else if (c.category() == QChar::Other_Control)
            escaped += u"\\x%1"_s.arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            escaped += c;
    }
    return escaped;
}

} // namespace

QString maskSecrets(QString text)
{
    return text.replace(secretPattern(), u"\\1•••"_s);
}

QString maskedTraffic(QByteArrayView bytes)
{
    const QString examined = QString::fromUtf8(bytes.first(qMin(bytes.size(), examinedBytes)));
    QString shown = maskSecrets(examined);
    const bool cut = bytes.size() > examinedBytes || shown.size() > loggedBytes;
    shown.truncate(loggedBytes);
    shown = escapeControls(shown);
    return cut ? shown + u"… (%1 bytes)"_s.arg(bytes.size()) : shown;
}

} // namespace flotilla
