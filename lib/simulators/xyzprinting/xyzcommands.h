// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace flotilla::simulators {

class XyzSession;

// What a V3 command does and how it is answered.
struct XyzCommands
{
    // `line` without its line end, beginning with XYZv3/.
    static void run(XyzSession &session, const QByteArray &line);
    // For the log: "query=a", "config=zoffset", "upload"; of a network name and its password
    // nothing stays.
    static QByteArray nameOf(const QByteArray &line);
    static QByteArray withoutSecrets(const QByteArray &line);

    static void query(XyzSession &session, const QByteArray &letters);
    static void config(XyzSession &session, const QByteArray &text);
    static void action(XyzSession &session, const QByteArray &text);
    static void upload(XyzSession &session, const QByteArray &text);
    static void uploadDidFinish(XyzSession &session, const QByteArray &);
    // What a serial line hears and Wi-Fi does not.
    static void answerOnSerial(XyzSession &session, const QByteArray &text);
    static void refuse(XyzSession &session, const QByteArray &code, const QString &reason = {});
    static bool isBusy(const XyzSession &session);
};

} // namespace flotilla::simulators
