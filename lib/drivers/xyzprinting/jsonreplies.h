// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace flotilla::xyzprinting {

// The first thing a reply of the 1.1 Plus says (protocol section 8).
enum class JsonOutcome {
    Ok = 0,
    GoOn = 1, // send the file; to command 4: no job
    FileUnsupported = 2, // to command 7: nothing is in the log
    BadChecksum = 4,
    CommandIncorrect = 5, // an unknown command, or not the token of the running job
    Busy = 6,
};

struct JsonReply
{
    int result = 0;
    std::optional<int> command = {}; // -1 where the printer refuses to say
    QString message = {}; // made safe to show
    QString token = {}; // as it stands: it goes back to the printer
    std::optional<qint64> length = {}; // of a picture, in bytes; not checked
    QJsonObject body = {};

    bool is(JsonOutcome outcome) const { return result == int(outcome); }
    // Whether it can be the answer to that command.
    bool answers(int asked) const { return !command || *command == asked || *command == -1; }
};

// One object of the framer. BadReply for what has no result.
Result<JsonReply> parseJsonReply(QByteArrayView object);

// What a result other than Ok means to a person.
Error jsonRefusal(const JsonReply &reply);
// The same where a file was being sent.
Error jsonFileRefusal(const JsonReply &reply);
// The answer makes no sense; `detail` says which part.
Error unreadableJson(const QString &detail);

// The picture announced by a START_SEND; BadReply for any other reply and for impossible lengths.
Result<qint64> announcedPicture(const JsonReply &reply);
// What follows a picture of that many bytes.
Result<void> pictureEnd(const JsonReply &reply, qint64 bytes);

// Errors of command 7; none where nothing is logged. The printer's numbers, none of them 0.
QList<quint32> loggedErrors(const JsonReply &reply);

} // namespace flotilla::xyzprinting
