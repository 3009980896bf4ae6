// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/flashforge/flashforgedialect.h"
#include "simulators/flashforge/flashforgefiles.h"

#include <QElapsedTimer>
#include <QStringList>

#include <memory>
#include <optional>

namespace flotilla::simulators {

// A file on its way in between M28 and M29: takes whatever comes and says what it made of it.
class TcpIntake
{
public:
    struct Step
    {
        QByteArray answer; // an acknowledgement, or the refusal of a packet
        QStringList problems;
        bool ended = false; // M29 has come
    };

    TcpIntake(const TcpDialect &dialect, std::unique_ptr<IncomingFile> file, qint64 expected);

    // Takes at most one packet, or all bytes of a raw upload.
    Step take(const QByteArray &bytes);
    // A whole packet may still be waiting.
    bool hasMore() const;
    void refuseNextPacket() { m_refuseNext = true; }

    IncomingFile &file() { return *m_file; }
    qint64 expected() const { return m_expected; }
    qint64 bytesSeen() const { return m_seen; } // heads of packets included
    quint32 packetsTaken() const { return m_next; }
    bool isBroken() const { return m_broken; } // a packet was refused
    // All is there and nothing was wrong.
    bool isComplete() const { return !m_broken && m_file->size() == m_expected; }

private:
    Step takeRaw(const QByteArray &bytes);
    Step takeFramed(const QByteArray &bytes);
    Step takePacket(const QByteArray &packet);
    QString problemOf(const QByteArray &packet) const;
    Step refuse(const QString &problem);

    const TcpDialect &m_dialect;
    std::unique_ptr<IncomingFile> m_file;
    qint64 m_expected;
    qint64 m_seen = 0;
    QElapsedTimer m_sinceLastByte; // of a raw upload
    QByteArray m_buffer; // of a framed one: less than a packet, unless packets overtake each other
    quint32 m_next = 0;
    bool m_broken = false;
    bool m_refuseNext = false;
};

} // namespace flotilla::simulators
