// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace flotilla::simulators {

class FlashForgeFiles;
class FlashForgeMachine;

// What the documents say about the machine's place in the network.
struct FlashForgePlace
{
    QString address;
    quint16 httpPort = 0;
    qint64 freeBytes = 0;
    bool pidAsText = false;
};

// The `detail` object of /detail, with the fields the model's recording has.
QJsonObject flashForgeDetail(const FlashForgeMachine &machine, const FlashForgePlace &place);

// The `product` object of /product.
QJsonObject flashForgeProduct(const FlashForgeMachine &machine);

// /gcodeList without code and message.
QJsonObject flashForgeFileList(const FlashForgeMachine &machine, const FlashForgeFiles &files);

} // namespace flotilla::simulators
