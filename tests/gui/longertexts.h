// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

#include <cmath>

namespace flotilla::test {

// A language whose every sentence is a third longer than the English one. What it made can be told
// from names and numbers by its last letter.
class LongerTexts final : public QTranslator
{
public:
    static constexpr QChar mark {0x00F8}; // ø

    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *sourceText, const char *, int n) const override
    {
        QString text = QString::fromUtf8(sourceText);
        text.replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
        const auto more = int(std::ceil(double(text.size()) * 0.3));
        return text + QString(more, mark);
    }
};

} // namespace flotilla::test
