// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace flotilla::simulators {

class XyzSession;

// The commands 0 to 9 of the JSON protocol, and what comes between their two halves.
struct XyzJson
{
    static void run(XyzSession &session, const QByteArray &text);
    // A whole file and its end mark are there.
    static void endFile(XyzSession &session);
    // For the log: "command 2", "ack".
    static QByteArray nameOf(const QByteArray &text);

    static void query(XyzSession &session, const QJsonObject &object);
    static void job(XyzSession &session, const QJsonObject &);
    static void upload(XyzSession &session, const QJsonObject &object);
    static void picture(XyzSession &session, const QJsonObject &);
    static void control(XyzSession &session, const QJsonObject &object);
    static void errorLog(XyzSession &session, const QJsonObject &);
    static void memory(XyzSession &session, const QJsonObject &);
    static void takePhoto(XyzSession &session, const QJsonObject &);
    static void sendPicture(XyzSession &session);
    static void refuse(XyzSession &session, const QString &reason);
};

} // namespace flotilla::simulators
