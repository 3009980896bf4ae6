// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include <array>

namespace flotilla {

namespace {

struct KindRow
{
    Error::Kind kind;
    QLatin1StringView name;
    int exitStatus;
};

using namespace Qt::StringLiterals;
using Kind = Error::Kind;

constexpr std::array kindTable {
    KindRow {Kind::WrongUse, "wrongUse"_L1, 2},
    KindRow {Kind::NotFound, "notFound"_L1, 1},
    KindRow {Kind::BadFile, "badFile"_L1, 2},
    KindRow {Kind::Unreachable, "unreachable"_L1, 3},
    KindRow {Kind::TimedOut, "timedOut"_L1, 3},
    KindRow {Kind::Unsupported, "unsupported"_L1, 4},
    KindRow {Kind::Refused, "refused"_L1, 1},
    KindRow {Kind::NotAuthorised, "notAuthorised"_L1, 1},
    KindRow {Kind::Busy, "busy"_L1, 1},
    KindRow {Kind::BadReply, "badReply"_L1, 1},
    KindRow {Kind::ChecksumMismatch, "checksumMismatch"_L1, 1},
    KindRow {Kind::StorageFull, "storageFull"_L1, 1},
    KindRow {Kind::Canceled, "canceled"_L1, 1},
    KindRow {Kind::Internal, "internal"_L1, 1},
};

const KindRow &rowOf(Kind kind)
{
    for (const KindRow &row : kindTable) {
        if (row.kind == kind)
            return row;
    }
    return kindTable.back();
}

} // namespace

QString errorKindName(Error::Kind kind)
{
    return rowOf(kind).name;
}

std::optional<Error::Kind> errorKindFromName(QStringView name)
{
    for (const KindRow &row : kindTable) {
        if (row.name == name)
            return row.kind;
    }
    return std::nullopt;
}

QJsonObject errorToJson(const Error &error)
{
    QJsonObject object {{u"kind"_s, errorKindName(error.kind)}, {u"message"_s, error.message}};
    if (!error.detail.isEmpty())
        object.insert(u"detail"_s, error.detail);
    return object;
}

Error errorFromJson(const QJsonObject &object)
{
    return {errorKindFromName(object[u"kind"_s].toString()).value_or(Kind::Internal),
            object[u"message"_s].toString(), object[u"detail"_s].toString()};
}

int exitStatus(Error::Kind kind)
{
    return rowOf(kind).exitStatus;
}

} // namespace flotilla
