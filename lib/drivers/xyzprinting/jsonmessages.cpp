// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonmessages.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace flotilla::xyzprinting::jsonmessages {

namespace {

// QJsonObject sorts its keys; the printer's parser was never seen to take them in another order
// than the maker's program sends them.
QByteArray quoted(const QString &text)
{
    return QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact).sliced(1).chopped(1);
}

} // namespace

QByteArray status()
{
    return QByteArrayLiteral(R"({"command":2,"query":"all"})");
}

QByteArray progress()
{
    return QByteArrayLiteral(R"({"command":4})");
}

QByteArray sendFile(const QString &name, qint64 bytes, const Cartridges &cartridges)
{
    return R"({"command":1,"fileName":)" + quoted(name) + R"(,"fileLen":)"
        + QByteArray::number(bytes)
        + (cartridges.first ? R"(,"ee1":"EE1_OK")" : R"(,"ee1":"EE1_NG")")
        + (cartridges.second ? R"(,"ee2":"EE2_OK"})" : R"(,"ee2":"EE2_NG"})");
}

QByteArray picture()
{
    return QByteArrayLiteral(R"({"command":3})");
}

QByteArray pictureWanted()
{
    return QByteArrayLiteral(R"({"ack":"START_RECEIVE"})");
}

QByteArray act(JobAct act, const QString &token)
{
    return R"({"command":6,"state":)" + QByteArray::number(int(act)) + R"(,"token":)"
        + quoted(token) + '}';
}

QByteArray errorLog()
{
    return QByteArrayLiteral(R"({"command":7})");
}

} // namespace flotilla::xyzprinting::jsonmessages
