// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <zlib.h>

namespace flotilla::files {

// zlib's state for a gzip file, ended with this object.
class Inflater
{
public:
    Inflater() { m_ready = inflateInit2(&m_stream, gzipWindow) == Z_OK; }
    ~Inflater()
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }
    Q_DISABLE_COPY_MOVE(Inflater)

    bool isReady() const { return m_ready; }
    bool hasInput() const { return m_stream.avail_in > 0; }
    // The bytes must stay until they are used up.
    void setInput(QByteArray &bytes)
    {
        m_stream.next_in = reinterpret_cast<Bytef *>(bytes.data());
        m_stream.avail_in = uInt(bytes.size());
    }
    // zlib's answer; `made` bytes are new in `room`.
    int inflateInto(QByteArray &room, qsizetype &made)
    {
        m_stream.next_out = reinterpret_cast<Bytef *>(room.data());
        m_stream.avail_out = uInt(room.size());
        const int answer = inflate(&m_stream, Z_NO_FLUSH);
        made = room.size() - qsizetype(m_stream.avail_out);
        return answer;
    }

private:
    // zlib's way to say: the largest window, with a gzip head.
    static constexpr int gzipWindow = 15 + 16;

    z_stream m_stream {};
    bool m_ready = false;
};

} // namespace flotilla::files
