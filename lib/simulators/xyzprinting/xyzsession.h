// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/xyzprinting/xyzcore.h"
#include "simulators/xyzprinting/xyzintake.h"
#include "simulators/xyzprinting/xyzjsonframe.h"
#include "simulators/xyzprinting/xyzwire.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace flotilla::simulators {

// One line to a client: takes commands of V3, or of JSON where the model speaks it, answers one
// after the other, and turns into a sink for uploads. Every fault of the wire is made here.
class XyzSession : public QObject
{
    Q_OBJECT

public:
    // Both must outlive the session.
    XyzSession(XyzCore &core, XyzWire &wire, QObject *parent = nullptr);
    ~XyzSession() override;

    void receive(QByteArray bytes);
    // Nothing comes any more; an upload under way is lost.
    void handleEnd();
    // A line that nobody asked for (serial only).
    void announce(const QByteArray &line);
    bool isIdle() const { return !m_replying && !m_intake && !m_jsonFile; }

private:
    friend struct XyzCommands;
    friend struct XyzJson;

    struct Waiting
    {
        QByteArray text;
        int number = 0; // of the log
        bool json = false;
    };
    enum class After { AsUsual, StayOpen };

    bool takeUpload(QByteArray &bytes);
    void takeBlocks(QByteArrayView bytes);
    void takeJsonFile(QByteArrayView bytes);
    bool dropNow(qint64 before, qint64 fileSize, QByteArray &bytes);
    void takeLines();
    void takeText(const QByteArray &text, bool json);
    void enqueue(const QByteArray &text, bool json);
    void runNext();

    // The answer to the command under way. An act is one whose answer can get lost.
    void reply(const QByteArray &text, After after = After::AsUsual);
    void replyToAct(const QByteArray &text, After after = After::AsUsual);
    void replyNothing();
    // For the steps of an upload, of which there are thousands: at once.
    void acknowledge(const QByteArray &text);
    void send(QByteArray text, After after);
    void sendSingly(const QByteArray &bytes, After after);
    void endReply(After after);
    QByteArray spoiled(const QByteArray &text);
    void violation(const QString &reason);

    XyzCore &m_core;
    XyzWire &m_wire;
    QByteArray m_buffer;
    QElapsedTimer m_sinceBytes;
    QTimer m_quiet; // what has no line end is a command once nothing follows
    QList<Waiting> m_waiting;
    Waiting m_current;
    bool m_replying = false;
    std::unique_ptr<XyzIntake> m_intake;
    std::unique_ptr<XyzJsonFile> m_jsonFile;
    bool m_draining = false; // the blocks of an upload that was refused in the middle
    bool m_disconnectedAp = false; // config=disconnectap came
    QByteArray m_leftOver; // fault "merged": goes out with the next answer
};

} // namespace flotilla::simulators
