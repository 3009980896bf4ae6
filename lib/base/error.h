// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMetaType>
#include <QString>

#include <optional>

namespace flotilla {

// Why something did not happen: `kind` to branch on, `message` to show to a person (what happened,
// to which printer, what to do), `detail` for a "details" pane (raw reply, truncated, masked).
struct Error
{
    enum class Kind {
        WrongUse, // the caller's arguments make no sense
        NotFound, // no such printer, file, setting
        BadFile, // the file cannot be read or is not what it should be
        Unreachable, // no connection
        TimedOut, // connected, but no answer, or the state never showed it
        Unsupported, // this machine cannot do it
        Refused, // the printer said no
        NotAuthorised, // wrong code, wrong serial, no permission
        Busy, // something else is going on there
        BadReply, // the answer cannot be understood
        ChecksumMismatch, // what arrived is not what was sent
        StorageFull, // no room at the printer or on our disk
        Canceled, // the person, or the end of the program, stopped it
        Internal, // our own fault
    };

    Kind kind = Kind::Internal;
    QString message;
    QString detail;

    bool operator==(const Error &) const = default;
};

// The name in JSON documents, lower camel case ("timedOut").
QString errorKindName(Error::Kind kind);
std::optional<Error::Kind> errorKindFromName(QStringView name);

// {"kind","message","detail"}; an empty detail is left out.
QJsonObject errorToJson(const Error &error);
Error errorFromJson(const QJsonObject &object);

// The exit status of flotillactl for this error (lib/README.md, "The command line").
int exitStatus(Error::Kind kind);

} // namespace flotilla

Q_DECLARE_METATYPE(flotilla::Error)
