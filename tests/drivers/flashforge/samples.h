// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/flashforge/credentials.h"
#include "drivers/flashforge/detail.h"
#include "drivers/flashforge/httpreplies.h"
#include "drivers/flashforge/models.h"

#include "support/testdata.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

// Small messages of our own making, in the shapes of the recordings. (In test classes, JSON with a
// # or with lone braces is written without raw strings: moc 6.4 takes them for its own.)
namespace flotilla::flashforge::test {

using namespace Qt::StringLiterals;

inline constexpr const char *serialSecret = "SNS3CR3T1";
inline constexpr const char *codeSecret = "C0D3S3CR3T";

inline Credentials sampleCredentials()
{
    return {QString::fromLatin1(serialSecret), QString::fromLatin1(codeSecret)};
}

inline const Model &model(ModelId id)
{
    for (const Model &candidate : allModels()) {
        if (candidate.id == id)
            return candidate;
    }
    return genericModel();
}

inline QByteArray printingDetail()
{
    return R"({"code":0,"message":"Success","detail":{"status":"printing","errorCode":"",
"name":"Hall 3","pid":36,"firmwareVersion":"3.2.7","measure":"220X220X220","ipAddr":"192.0.2.7",
"rightTemp":219.5,"rightTargetTemp":220,"leftTemp":0,"leftTargetTemp":0,"nozzleCnt":1,
"platTemp":"59.9","platTargetTemp":"60","chamberTemp":-108,"chamberTargetTemp":-108,
"printFileName":"Cube.gcode","printProgress":0.25,"printLayer":10,"targetPrintLayer":40,
"printDuration":600,"estimatedTime":1800.5,"printSpeedAdjust":100,"coolingFanSpeed":130,
"lightStatus":"open","doorStatus":"close","remainingDiskSpace":5.25,
"cameraStreamUrl":"http://192.0.2.7:8080/?action=stream",
"flashRegisterCode":"R3G1ST3R","polarRegisterCode":"P0L4RR3G"}})";
}

inline QByteArray stationDetail()
{
    return R"({"code":"0","detail":{"status":"ready","pid":"0026","hasMatlStation":1,
"matlStationInfo":{"slotCnt":4,"currentSlot":2,"currentLoadSlot":0,"stateAction":0,"stateStep":0,
"slotInfos":[{"slotId":1,"hasFilament":true,"materialName":"PLA","materialColor":"ffffff"},
{"slotId":2,"hasFilament":false,"materialName":"?","materialColor":""}]},
"indepMatlInfo":{"materialName":"?","materialColor":"","stateAction":0,"stateStep":1},
"moveCtrl":1,"extrudeCtrl":0,"coordinate":[1.5,2,"3"]}})";
}

inline QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

// The parsed /detail of a good reply; fails the test by an empty one.
inline Detail detailOf(const QByteArray &body)
{
    const auto reply = parseReply(body, sampleCredentials());
    return reply ? detailFromReply(*reply) : Detail {};
}

// The bytes of a recording, nothing where it is not there: FLASHFORGE_RECORDING skips then.
inline std::optional<QByteArray> recording(const QString &name)
{
    const QString path = flotilla::test::fixturePath(u"flashforge/"_s + name);
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

} // namespace flotilla::flashforge::test

#define FLASHFORGE_RECORDING(variable, name)                                                       \
    const auto variable##Found = flotilla::flashforge::test::recording(QStringLiteral(name));      \
    if (!variable##Found)                                                                          \
        QSKIP("the recording flashforge/" name " is not there (set FLOTILLA_FIXTURES)");           \
    const QByteArray variable = *variable##Found;
