// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace flotilla {

// One typed value that a person or a script may give: a driver's setting, a start option, an
// action's parameter. As data, so that window, command line and cloud need no knowledge of the
// driver.
struct Parameter
{
    enum class Type {
        Text,
        Boolean, // on/off, true/false, yes/no, 1/0
        Integer,
        Decimal,
        Choice, // one of `choices`
        SlotMap, // file's tools to material slots: "0:1,1:3" = tool 0 from slot 1, tool 1 from slot
                 // 3
    };

    struct Choice
    {
        QString value;
        QString label;
        bool operator==(const Choice &) const = default;
    };

    QString key;
    Type type = Type::Text;
    QString label;
    QString help = {};
    QJsonValue defaultValue = {};
    bool required = false;
    bool secret = false; // kept in the SecretStore, never shown
    std::optional<double> minimum = {};
    std::optional<double> maximum = {};
    QString unit = {}; // "°C", "mm", "min"
    QList<Choice> choices = {};
    bool rarelyChanged = false; // offered behind "More settings"

    // The typed value of a text, or WrongUse with the range or choices in words.
    Result<QJsonValue> parse(const QString &text) const;

    QJsonObject toJson() const;
    static std::optional<Parameter> fromJson(const QJsonObject &object);

    bool operator==(const Parameter &) const = default;
};

QString parameterTypeName(Parameter::Type type);

// Tool (0-based) to slot (1-based) of a SlotMap value; empty for an empty text.
// WrongUse when it is malformed or names a tool twice.
Result<QMap<int, int>> parseSlotMap(const QString &text);

// Every text of `given` (key to text) checked and typed, defaults filled in, unknown keys and
// missing required ones refused with WrongUse. `whatFor` names the receiver in the sentence ("the
// action “levelling”").
Result<QJsonObject> parseParameters(const QList<Parameter> &parameters,
                                    const QMap<QString, QString> &given, const QString &whatFor);

QJsonArray parametersToJson(const QList<Parameter> &parameters);
QList<Parameter> parametersFromJson(const QJsonArray &array);

} // namespace flotilla
