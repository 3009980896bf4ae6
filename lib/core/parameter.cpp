// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/parameter.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <cmath>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::Parameter)
};

struct TypeName
{
    Parameter::Type type;
    QLatin1StringView name;
};

constexpr std::array typeNames {
    TypeName {Parameter::Type::Text, "text"_L1},
    TypeName {Parameter::Type::Boolean, "boolean"_L1},
    TypeName {Parameter::Type::Integer, "integer"_L1},
    TypeName {Parameter::Type::Decimal, "decimal"_L1},
    TypeName {Parameter::Type::Choice, "choice"_L1},
    TypeName {Parameter::Type::SlotMap, "slotMap"_L1},
};

std::optional<Parameter::Type> typeFromName(QStringView name)
{
    for (const TypeName &row : typeNames) {
        if (row.name == name)
            return row.type;
    }
    return std::nullopt;
}

constexpr qsizetype maxTextLength = 4096;

Result<QJsonValue> parseBoolean(const Parameter &parameter, const QString &text)
{
    static const QStringList yes {u"true"_s, u"on"_s, u"yes"_s, u"1"_s};
    static const QStringList no {u"false"_s, u"off"_s, u"no"_s, u"0"_s};
    if (yes.contains(text, Qt::CaseInsensitive))
        return QJsonValue(true);
    if (no.contains(text, Qt::CaseInsensitive))
        return QJsonValue(false);
    return failure(Error::Kind::WrongUse,
                   Tr::tr("“%1” is on or off, not “%2”.").arg(parameter.key, text));
}

QString rangeText(const Parameter &parameter)
{
    const QString unit = parameter.unit.isEmpty() ? QString() : u" "_s + parameter.unit;
    if (parameter.minimum && parameter.maximum)
        return Tr::tr("from %1 to %2").arg(*parameter.minimum).arg(*parameter.maximum) + unit;
    if (parameter.minimum)
        return Tr::tr("at least %1").arg(*parameter.minimum) + unit;
    if (parameter.maximum)
        return Tr::tr("at most %1").arg(*parameter.maximum) + unit;
    return Tr::tr("a number");
}

Result<QJsonValue> parseNumber(const Parameter &parameter, const QString &text)
{
    bool ok = false;
    const double number = text.toDouble(&ok);
    const bool inRange
        = number >= parameter.minimum.value_or(-1e15) && number <= parameter.maximum.value_or(1e15);
    const bool whole = parameter.type == Parameter::Type::Decimal || std::trunc(number) == number;
    if (!ok || !whole || !inRange) {
        const QString kind
            = parameter.type == Parameter::Type::Integer ? Tr::tr("a whole number ") : QString();
        return failure(
            Error::Kind::WrongUse,
            Tr::tr("“%1” is %2%3, not “%4”.").arg(parameter.key, kind, rangeText(parameter), text));
    }
    if (parameter.type == Parameter::Type::Integer)
        return QJsonValue(qRound64(number));
    return QJsonValue(number);
}

Result<QJsonValue> parseChoice(const Parameter &parameter, const QString &text)
{
    QStringList values;
    for (const Parameter::Choice &choice : parameter.choices) {
        if (choice.value.compare(text, Qt::CaseInsensitive) == 0)
            return QJsonValue(choice.value);
        values << choice.value;
    }
    return failure(
        Error::Kind::WrongUse,
        Tr::tr("“%1” is one of %2, not “%3”.").arg(parameter.key, values.join(u", "_s), text));
}

} // namespace

QString parameterTypeName(Parameter::Type type)
{
    for (const TypeName &row : typeNames) {
        if (row.type == type)
            return row.name;
    }
    return u"text"_s;
}

Result<QMap<int, int>> parseSlotMap(const QString &text)
{
    QMap<int, int> map;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const QStringList pair = part.split(u':');
        bool toolOk = false;
        bool slotOk = false;
        const int tool = pair.value(0).trimmed().toInt(&toolOk);
        const int slot = pair.value(1).trimmed().toInt(&slotOk);
        if (pair.size() != 2 || !toolOk || !slotOk || tool < 0 || tool > 31 || slot < 1
            || slot > 32)
            return failure(Error::Kind::WrongUse,
                           Tr::tr("“%1” is not a tool and a slot; write 0:1,1:3 for tool 0 from "
                                  "slot 1 and tool 1 "
                                  "from slot 3.")
                               .arg(part));
        if (map.contains(tool))
            return failure(Error::Kind::WrongUse, Tr::tr("Tool %1 is mapped twice.").arg(tool));
        map.insert(tool, slot);
    }
    return map;
}

Result<QJsonValue> Parameter::parse(const QString &text) const
{
    if (text.size() > maxTextLength)
        return failure(Error::Kind::WrongUse, Tr::tr("The value of “%1” is too long.").arg(key));
    if (required && text.trimmed().isEmpty())
        return failure(Error::Kind::WrongUse, Tr::tr("“%1” (%2) cannot be empty.").arg(key, label));
    switch (type) {
    case Type::Boolean:
        return parseBoolean(*this, text);
    case Type::Integer:
    case Type::Decimal:
        return parseNumber(*this, text);
    case Type::Choice:
        return parseChoice(*this, text);
    case Type::SlotMap: {
        const auto map = parseSlotMap(text);
        if (!map)
            return failure(map.error());
        return QJsonValue(text);
    }
    case Type::Text:
        break;
    }
    return QJsonValue(text);
}

QJsonObject Parameter::toJson() const
{
    QJsonObject object {{u"key"_s, key},           {u"type"_s, parameterTypeName(type)},
                        {u"label"_s, label},       {u"default"_s, defaultValue},
                        {u"required"_s, required}, {u"secret"_s, secret}};
    if (!help.isEmpty())
        object.insert(u"help"_s, help);
    if (minimum)
        object.insert(u"minimum"_s, *minimum);
    if (maximum)
        object.insert(u"maximum"_s, *maximum);
    if (!unit.isEmpty())
        object.insert(u"unit"_s, unit);
    if (!choices.isEmpty()) {
        QJsonArray array;
        for (const Choice &choice : choices)
            array.append(QJsonObject {{u"value"_s, choice.value}, {u"label"_s, choice.label}});
        object.insert(u"choices"_s, array);
    }
    return object;
}

std::optional<Parameter> Parameter::fromJson(const QJsonObject &object)
{
    const auto type = typeFromName(object[u"type"_s].toString());
    if (!type || object[u"key"_s].toString().isEmpty())
        return std::nullopt;
    Parameter parameter {.key = object[u"key"_s].toString(),
                         .type = *type,
                         .label = object[u"label"_s].toString(),
                         .help = object[u"help"_s].toString(),
                         .defaultValue = object[u"default"_s],
                         .required = object[u"required"_s].toBool(),
                         .secret = object[u"secret"_s].toBool(),
                         .unit = object[u"unit"_s].toString()};
    if (object.contains(u"minimum"_s))
        parameter.minimum = object[u"minimum"_s].toDouble();
    if (object.contains(u"maximum"_s))
        parameter.maximum = object[u"maximum"_s].toDouble();
    for (const QJsonValue &choice : object[u"choices"_s].toArray())
        parameter.choices.append({choice[u"value"_s].toString(), choice[u"label"_s].toString()});
    return parameter;
}

Result<QJsonObject> parseParameters(const QList<Parameter> &parameters,
                                    const QMap<QString, QString> &given, const QString &whatFor)
{
    QStringList keys;
    for (const Parameter &parameter : parameters)
        keys << parameter.key;
    for (const QString &key : given.keys()) {
        if (!keys.contains(key)) {
            const QString known = keys.isEmpty() ? Tr::tr("It takes none.")
                                                 : Tr::tr("It knows %1.").arg(keys.join(u", "_s));
            return failure(Error::Kind::WrongUse,
                           Tr::tr("%1 has no “%2”.").arg(whatFor, key) + u' ' + known);
        }
    }

    QJsonObject values;
    for (const Parameter &parameter : parameters) {
        const auto text = given.constFind(parameter.key);
        if (text != given.constEnd()) {
            const auto value = parameter.parse(*text);
            if (!value)
                return failure(value.error());
            values.insert(parameter.key, *value);
        } else if (!parameter.defaultValue.isUndefined() && !parameter.defaultValue.isNull()) {
            values.insert(parameter.key, parameter.defaultValue);
        } else if (parameter.required) {
            return failure(
                Error::Kind::WrongUse,
                Tr::tr("%1 needs “%2” (%3).").arg(whatFor, parameter.key, parameter.label));
        }
    }
    return values;
}

QJsonArray parametersToJson(const QList<Parameter> &parameters)
{
    QJsonArray array;
    for (const Parameter &parameter : parameters)
        array.append(parameter.toJson());
    return array;
}

QList<Parameter> parametersFromJson(const QJsonArray &array)
{
    QList<Parameter> parameters;
    for (const QJsonValue &value : array) {
        if (auto parameter = Parameter::fromJson(value.toObject()))
            parameters.append(*std::move(parameter));
    }
    return parameters;
}

} // namespace flotilla
