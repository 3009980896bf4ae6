// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/gcodetext_p.h"

#include <initializer_list>
#include <optional>

namespace flotilla::files {

// What is asked of the statements of a G-code file by every group of facts.

using GcodeKeys = std::initializer_list<QByteArrayView>;

inline constexpr double hottestCelsius = 1000; // what is hotter is a placeholder

// The value of the first of these keys that is stated; empty: none.
inline QByteArrayView firstValue(const GcodeText &text, GcodeKeys keys)
{
    for (const QByteArrayView key : keys) {
        if (const QByteArrayView value = text.value(key); !value.isEmpty())
            return value;
    }
    return {};
}

// The first of these keys that `read` makes a fact of.
template<typename Read>
auto firstOf(const GcodeText &text, GcodeKeys keys, Read read) -> decltype(read(QByteArrayView()))
{
    for (const QByteArrayView key : keys) {
        if (const QByteArrayView value = text.value(key); !value.isEmpty()) {
            if (const auto fact = read(value))
                return fact;
        }
    }
    return std::nullopt;
}

// The words behind a mark inside a value; nothing where there is no mark.
inline QByteArrayView behind(QByteArrayView value, QByteArrayView mark)
{
    const qsizetype at = value.indexOf(mark);
    return at < 0 ? QByteArrayView() : value.sliced(at + mark.size());
}

} // namespace flotilla::files
