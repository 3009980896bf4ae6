// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/flashforge/flashforgemachine.h"

#include <QJsonArray>
#include <QJsonObject>

namespace flotilla::net {
struct HttpHead;
}

namespace flotilla::simulators {

// What an upload wants, or why its headers are wrong.
struct UploadOrder
{
    qint64 fileSize = 0;
    bool printNow = false;
    bool levelFirst = false;
    bool usesStation = false;
    int toolCount = 0;
    QList<SlotMapping> mappings;
    QByteArray boundary;
    QString problem; // empty: the headers are right
};

// Every header in its exact letter case, as far as this model and firmware demand it. Credentials
// apart.
UploadOrder readUploadHead(const FlashForgeMachine &machine, const net::HttpHead &head);

// The value of a header under exactly this name; nullopt where it is absent or spelled otherwise.
std::optional<QByteArray> exactHeader(const net::HttpHead &head, QByteArrayView name);

// What a /printGcode body wants beside the file.
struct StartOrder
{
    QString fileName;
    JobStart job;
    QString problem; // refused for this reason
    QString remark; // accepted, but not as the page has it
};

StartOrder readStartBody(const FlashForgeMachine &machine, const QJsonObject &body);

// Firmware 3.1.3 of the 5M line brought the station fields.
bool hasNewStartFields(const FlashForgeMachine &machine);

// {"toolId","slotId","materialName","toolMaterialColor","slotMaterialColor"}…; `problem` says what
// is wrong.
QList<SlotMapping> readMappings(const QJsonArray &entries, QString &problem);

} // namespace flotilla::simulators
