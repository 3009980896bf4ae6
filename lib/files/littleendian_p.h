// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtEndian>

namespace flotilla::files {

// A number in the bytes of a file, least significant byte first; zero past their end. Fields of
// print files lie at odd places: nothing is ever laid over them.
template<typename T> T littleEndianAt(QByteArrayView bytes, qsizetype offset)
{
    if (offset < 0 || offset > bytes.size() - qsizetype(sizeof(T)))
        return T();
    return qFromLittleEndian<T>(bytes.data() + offset);
}

} // namespace flotilla::files
