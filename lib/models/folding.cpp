// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/folding.h"

namespace flotilla::models {

namespace {

constexpr qsizetype widestNumber = 12;

} // namespace

QString folded(const QString &text)
{
    QString plain = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    plain.removeIf([](QChar c) { return c.category() == QChar::Mark_NonSpacing; });
    return plain;
}

QString sortName(const QString &name)
{
    const QString plain = folded(name);
    QString key;
    QString number;
    const auto flush = [&] {
        if (!number.isEmpty())
            key += number.rightJustified(widestNumber, u'0');
        number.clear();
    };
    for (const QChar c : plain) {
        if (c.isDigit()) {
            number += c;
            continue;
        }
        flush();
        key += c;
    }
    flush();
    return key;
}

} // namespace flotilla::models
