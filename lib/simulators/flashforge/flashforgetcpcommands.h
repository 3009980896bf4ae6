// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/flashforge/flashforgetcp.h"
#include "simulators/flashforge/flashforgetcptexts.h"

#include <QByteArray>

namespace flotilla::simulators {

// What the command port understands: a table of codes.
struct TcpCommands
{
    // Carries out one command (upper-case code, rest of the line) and answers it.
    static void run(FlashForgeTcpSession &session, const QByteArray &code, const QByteArray &rest);

private:
    struct Row;
    using Act = void (*)(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);

    static void ok(FlashForgeTcpSession &session, const Row &row, const QByteArray &lines = {},
                   const QByteArray &payload = {});
    static void ok(FlashForgeTcpSession &session, const Row &row, const TcpText &text,
                   const QByteArray &payload = {});
    static void whole(FlashForgeTcpSession &session, const Row &row, const QByteArray &bytes,
                      const QByteArray &payload = {});
    static void echo(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void moved(FlashForgeTcpSession &session, const Row &row);
    static void fail(FlashForgeTcpSession &session, const Row &row, const QByteArray &text);

    static void login(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void logout(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void identity(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void status(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void temperatures(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void progress(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void position(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void offsets(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void listFiles(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void thumbnail(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void setTemperature(FlashForgeTcpSession &session, const Row &row,
                               const QByteArray &rest);
    static void setLight(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void setFan(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void home(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void move(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void motionMode(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void releaseMotors(FlashForgeTcpSession &session, const Row &row,
                              const QByteArray &rest);
    static void nothing(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void startFile(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void resume(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void pause(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void cancel(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void beginUpload(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void strayM29(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void setRunoutSensor(FlashForgeTcpSession &session, const Row &row,
                                const QByteArray &rest);
    static void rename(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
    static void neverSend(FlashForgeTcpSession &session, const Row &row, const QByteArray &rest);
};

} // namespace flotilla::simulators
