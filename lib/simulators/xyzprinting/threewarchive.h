// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

struct z_stream_s;

namespace flotilla::simulators {

// The archive inside a zipped .3w: exactly one deflated file. Takes it piece by piece and gives out
// what was packed.
class ThreewArchive
{
public:
    using Sink = std::function<void(QByteArrayView)>;

    explicit ThreewArchive(Sink sink);
    ~ThreewArchive();
    Q_DISABLE_COPY_MOVE(ThreewArchive)

    // False: it is no such archive; reason() says why.
    bool feed(QByteArrayView bytes);
    // After the last piece: whole, checksum right, one file only.
    bool finish();
    QString reason() const { return m_reason; }

private:
    bool fail(const QString &reason);
    bool readHead();
    bool inflateMore(QByteArrayView bytes);

    Sink m_sink;
    std::unique_ptr<z_stream_s> m_stream;
    QByteArray m_head; // until the local header is whole
    QByteArray m_tail; // behind the packed bytes
    bool m_started = false;
    bool m_ended = false;
    bool m_hasDescriptor = false;
    quint32 m_statedCrc = 0;
    quint32 m_crc = 0;
    qint64 m_bytes = 0;
    QString m_reason;
};

} // namespace flotilla::simulators
