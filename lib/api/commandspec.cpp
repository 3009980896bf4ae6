// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/commandspec.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace flotilla::api {

namespace {

using Type = ArgumentRow::Type;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::api::CommandSpec)
};

constexpr qsizetype longestText = 64 * 1024; // a secret may be a key file
constexpr qsizetype mostTexts = 1'000;

bool isText(const QJsonValue &value)
{
    return value.isString() && value.toString().size() <= longestText;
}

bool areTexts(const QJsonArray &array)
{
    return array.size() <= mostTexts && std::all_of(array.begin(), array.end(), isText);
}

bool arePairs(const QJsonObject &object)
{
    if (object.size() > mostTexts)
        return false;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key().size() > longestText || !isText(it.value()))
            return false;
    }
    return true;
}

bool fits(Type type, const QJsonValue &value)
{
    switch (type) {
    case Type::Text:
        return isText(value);
    case Type::Flag:
        return value.isBool();
    case Type::Texts:
        return value.isArray() && areTexts(value.toArray());
    case Type::Pairs:
        return value.isObject() && arePairs(value.toObject());
    }
    return false;
}

const ArgumentRow *rowOf(const CommandSpec &spec, const QString &key)
{
    for (const ArgumentRow &row : spec.arguments) {
        if (row.key == key)
            return &row;
    }
    return nullptr;
}

} // namespace

Result<void> checkArguments(const CommandSpec &spec, const QJsonObject &arguments)
{
    for (auto it = arguments.begin(); it != arguments.end(); ++it) {
        const ArgumentRow *row = rowOf(spec, it.key());
        if (!row)
            return failure(Error::Kind::WrongUse,
                           Tr::tr("“%1” has no argument “%2”.").arg(spec.name, it.key().left(100)));
        if (!fits(row->type, it.value()))
            return failure(
                Error::Kind::WrongUse,
                Tr::tr("The argument “%2” of “%1” makes no sense.").arg(spec.name, it.key()));
    }
    for (const ArgumentRow &row : spec.arguments) {
        if (row.need == ArgumentRow::Need::Required && !arguments.contains(row.key))
            return failure(Error::Kind::WrongUse,
                           Tr::tr("“%1” needs the argument “%2”.").arg(spec.name, row.key));
    }
    return {};
}

} // namespace flotilla::api
