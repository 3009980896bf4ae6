// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace flotilla::xyzprinting {

// Cuts what the 1.1 Plus sends into JSON objects: no line ends, no length, an object ends with its
// last brace (protocol section 8). Braces inside strings do not count. However the stream is cut
// into pieces, the objects are the same. A picture comes as raw bytes between two objects; who read
// its length asks for them. Pure value, no sockets.
//
// What cannot be an object, or is longer than the ceiling, ends the stream with BadReply: the
// framer drops everything and stays failed until reset().
class JsonFramer
{
public:
    static constexpr qsizetype maxObjectBytes = 64 * 1024;
    static constexpr qsizetype maxRawBytes = 8 * 1024 * 1024;

    void append(QByteArrayView bytes);
    // The next whole object; nullopt while there is none or raw bytes are awaited.
    [[nodiscard]] Result<std::optional<QByteArray>> nextObject();

    // The next `bytes` bytes are no JSON: 1 … maxRawBytes, anything else is BadReply.
    [[nodiscard]] Result<void> expectRaw(qint64 bytes);
    // All the raw bytes that were expected, once they are there; nullopt before.
    std::optional<QByteArray> takeRaw();
    bool awaitsRaw() const { return m_rawBytes > 0; }

    // Whether bytes have arrived that nobody has taken: part of an object or of a picture.
    bool holdsPart() const { return !m_buffer.isEmpty(); }
    // Forgets everything, for a new connection.
    void reset();

private:
    std::optional<qsizetype> findEnd();
    tl::unexpected<Error> fail(const char *why);

    QByteArray m_buffer;
    qsizetype m_searched = 0; // bytes of the object that were looked at
    int m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
    qsizetype m_rawBytes = 0;
    bool m_failed = false;
};

} // namespace flotilla::xyzprinting
