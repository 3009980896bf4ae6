// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/transport.h"

#include <QMap>
#include <QTimer>

namespace flotilla::test {

// A 1.1 Plus at the other end of a wire, as strict as a test wants it: it answers exactly the
// requests it was told to expect, each in one write, and writes down everything else in `wrongs`.
// It may outlive its wire.
class JsonPeer : public QObject
{
    Q_OBJECT

public:
    struct Answer
    {
        QByteArray bytes;
        bool hangsUp = true; // after the last byte
    };

    class Wire;
    // The wire for one channel.
    std::unique_ptr<xyzprinting::Transport> wire();

    // Request to answers, one after the other; the last one stays.
    QMap<QByteArray, QList<Answer>> answers;
    qsizetype piece = 0; // cuts answers into pieces of so many bytes; 0 = whole
    bool refuses = false; // connections
    bool isSilent = false;
    bool tellsAtOnce = false; // that bytes are written, from inside write()
    qint64 breaksAfter = -1; // bytes of a file; -1 = never
    QByteArray fileAnswer = R"({"result":0,"command":1,"token":"T-1"})";
    qint64 stopsReadingAfter = -1; // bytes of a file; -1 = never

    // What happened.
    QByteArrayList requests;
    QStringList wrongs;
    QByteArray file; // received, with its end mark
    int connections = 0;
    int mostOpen = 0;

    void answer(const QByteArray &request, const QByteArray &bytes, bool hangsUp = true)
    {
        answers[request] = {{bytes, hangsUp}};
    }

private:
    friend class Wire;
    void take(Wire &at, const QByteArray &bytes);
    void takeFile(Wire &at, const QByteArray &bytes);

    qint64 m_fileBytes = 0; // expected, with the end mark; 0 = none is being sent
    int m_open = 0;
};

class JsonPeer::Wire final : public xyzprinting::Transport
{
public:
    explicit Wire(JsonPeer &peer)
        : m_peer(peer)
    {
    }
    ~Wire() override { close(); }

    void open() override
    {
        if (m_open || m_opening)
            return;
        m_opening = true;
        later([this] {
            m_opening = false;
            if (m_peer.refuses) {
                Q_EMIT failed({Error::Kind::Unreachable, QStringLiteral("Nobody is there."), {}});
                return;
            }
            m_open = true;
            ++m_peer.connections;
            m_peer.mostOpen = qMax(m_peer.mostOpen, ++m_peer.m_open);
            Q_EMIT opened();
        });
    }
    bool isOpen() const override { return m_open; }
    void write(const QByteArray &bytes) override
    {
        if (!m_open)
            return;
        m_unsent += bytes.size();
        if (m_peer.tellsAtOnce && !m_stuck) {
            m_unsent -= bytes.size();
            later([this, bytes] { m_peer.take(*this, bytes); });
            Q_EMIT written();
            return;
        }
        later([this, bytes] {
            if (m_stuck)
                return;
            m_unsent -= bytes.size();
            Q_EMIT written();
            if (m_open)
                m_peer.take(*this, bytes);
        });
    }
    qint64 unsentBytes() const override { return m_unsent; }
    void close() override
    {
        if (std::exchange(m_open, false))
            --m_peer.m_open;
        m_opening = false;
        m_stuck = false;
        m_unsent = 0;
        m_peer.m_fileBytes = 0;
        ++m_generation;
    }
    bool isSerial() const override { return false; }
    QString where() const override { return QStringLiteral("peer:9100"); }

    void say(const Answer &answer)
    {
        const qsizetype step
            = m_peer.piece > 0 ? m_peer.piece : qMax(qsizetype(1), answer.bytes.size());
        for (qsizetype at = 0; at < answer.bytes.size(); at += step)
            later([this, part = answer.bytes.mid(at, step)] { Q_EMIT received(part); });
        if (answer.hangsUp)
            later([this] { breakOff(true); });
    }
    void breakOff(bool orderly)
    {
        close();
        Q_EMIT ended({Error::Kind::Unreachable, QStringLiteral("It is gone."), {}}, orderly);
    }

    bool m_stuck = false; // takes nothing any more

private:
    // What was under way when the wire was closed does not happen.
    void later(std::function<void()> what)
    {
        QMetaObject::invokeMethod(
            this,
            [this, what = std::move(what), generation = m_generation] {
                if (generation == m_generation)
                    what();
            },
            Qt::QueuedConnection);
    }

    JsonPeer &m_peer;
    qint64 m_unsent = 0;
    bool m_open = false;
    bool m_opening = false;
    int m_generation = 0;
};

inline std::unique_ptr<xyzprinting::Transport> JsonPeer::wire()
{
    return std::make_unique<Wire>(*this);
}

inline void JsonPeer::take(Wire &at, const QByteArray &bytes)
{
    if (m_fileBytes > 0)
        return takeFile(at, bytes);
    requests << bytes;
    if (isSilent)
        return;
    const auto found = answers.find(bytes);
    if (found == answers.end()) {
        wrongs << QString::fromLatin1(bytes);
        return;
    }
    const Answer answer = found->size() > 1 ? found->takeFirst() : found->constFirst();
    if (answer.bytes.contains("START_RECEIVE")) {
        const qsizetype length = bytes.indexOf("\"fileLen\":") + 10;
        m_fileBytes = bytes.mid(length, bytes.indexOf(',', length) - length).toLongLong() + 5;
        file.clear();
    }
    at.say(answer);
}

inline void JsonPeer::takeFile(Wire &at, const QByteArray &bytes)
{
    file += bytes;
    if (breaksAfter >= 0 && file.size() >= breaksAfter)
        return at.breakOff(false);
    if (stopsReadingAfter >= 0 && file.size() >= stopsReadingAfter) {
        at.m_stuck = true;
        return;
    }
    if (file.size() < m_fileBytes)
        return;
    if (file.size() > m_fileBytes || !file.endsWith("<EOF>"))
        wrongs << QStringLiteral("a file of another length");
    m_fileBytes = 0;
    at.say({fileAnswer, true});
}

} // namespace flotilla::test
