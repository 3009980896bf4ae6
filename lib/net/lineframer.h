// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace flotilla::net {

// Splits a byte stream into lines at LF and strips one CR before it. However the stream is cut into
// pieces, the lines are the same. A line over the ceiling ends the stream with an error: the framer
// then drops everything and stays failed until reset(). Pure value, no sockets.
//
// Lines are pulled one by one, so that a reader can stop at the line behind which binary data
// begins and take that with takeRest(). Pull until nullopt after each append(): what stays then is
// below the ceiling.
class LineFramer
{
public:
    static constexpr qsizetype defaultMaxLineBytes = 8 * 1024;

    explicit LineFramer(qsizetype maxLineBytes = defaultMaxLineBytes);

    void append(QByteArrayView bytes);
    // The next whole line without its end; nullopt while there is none; BadReply past the ceiling.
    [[nodiscard]] Result<std::optional<QByteArray>> nextLine();

    // What has arrived behind the last line taken.
    QByteArrayView rest() const;
    QByteArray takeRest();
    // Forgets everything, for a new connection.
    void reset();

private:
    qsizetype m_maxLineBytes;
    QByteArray m_buffer;
    qsizetype m_begin = 0; // of the next line
    qsizetype m_searched = 0; // no LF between m_begin and here
    bool m_failed = false;
};

} // namespace flotilla::net
