// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settingstable.h"

#include "base/logging.h"
#include "store/database.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace flotilla::store {

using namespace Qt::StringLiterals;

namespace {

using Type = SettingRow::Type;

constexpr qsizetype maxSettingLength = 4096; // of any value, before it is looked at

constexpr std::array themeChoices {"system"_L1, "light"_L1, "dark"_L1};
constexpr std::array textChoices {"90"_L1, "100"_L1, "115"_L1, "130"_L1, "150"_L1};
constexpr std::array motionChoices {"system"_L1, "reduced"_L1, "full"_L1};
constexpr std::array cardChoices {"auto"_L1, "normal"_L1, "compact"_L1};
constexpr std::array sortChoices {"needsYouFirst"_L1, "name"_L1, "endsNext"_L1, "make"_L1};
constexpr std::array trayChoices {"ask"_L1, "on"_L1, "off"_L1};
constexpr std::array panelChoices {"auto"_L1, "light"_L1, "dark"_L1};
constexpr std::array askChoices {"auto"_L1, "always"_L1, "never"_L1};

constexpr std::array settingTable {
    SettingRow {"poll.watchedSeconds"_L1,
                Type::Int,
                "3"_L1,
                2,
                5,
                {},
                QT_TRANSLATE_NOOP("settings",
                                  "Seconds between two questions to a printer that is on the "
                                  "screen or has a job.")},
    SettingRow {"poll.slowSeconds"_L1,
                Type::Int,
                "10"_L1,
                5,
                60,
                {},
                QT_TRANSLATE_NOOP("settings",
                                  "Seconds between two questions to a printer that nobody "
                                  "looks at.")},
    SettingRow {"fleet.parallelConnects"_L1,
                Type::Int,
                "16"_L1,
                1,
                64,
                {},
                QT_TRANSLATE_NOOP("settings",
                                  "How many printers begin to connect at the same time; counts "
                                  "from the next start.")},
    SettingRow {"xyzprinting.lookupAddress"_L1,
                Type::Text,
                ""_L1,
                0,
                200,
                {},
                QT_TRANSLATE_NOOP("settings",
                                  "Web service that a da Vinci printer's serial numbers can be "
                                  "looked up at, as in http://host; empty: nobody is asked. Counts "
                                  "from the next connection.")},
    SettingRow {"fleet.sort"_L1, Type::Choice, "needsYouFirst"_L1, 0, 0, sortChoices,
                QT_TRANSLATE_NOOP("settings", "The order of the cards in the window.")},
    SettingRow {"look.theme"_L1, Type::Choice, "system"_L1, 0, 0, themeChoices,
                QT_TRANSLATE_NOOP("settings", "The window light, dark, or as the system is.")},
    SettingRow {"look.textPercent"_L1, Type::Choice, "100"_L1, 0, 0, textChoices,
                QT_TRANSLATE_NOOP("settings", "The size of the window's text in percent.")},
    SettingRow {"look.motion"_L1, Type::Choice, "system"_L1, 0, 0, motionChoices,
                QT_TRANSLATE_NOOP("settings", "How much moves in the window.")},
    SettingRow {"look.cardSize"_L1, Type::Choice, "auto"_L1, 0, 0, cardChoices,
                QT_TRANSLATE_NOOP("settings",
                                  "The size of the cards; auto makes them compact from 25 "
                                  "printers on.")},
    SettingRow {"window.keepInTray"_L1, Type::Choice, "ask"_L1, 0, 0, trayChoices,
                QT_TRANSLATE_NOOP("settings",
                                  "Whether Flotilla stays in the tray when its window is closed; "
                                  "ask until it was chosen.")},
    SettingRow {"window.size"_L1,
                Type::Text,
                ""_L1,
                0,
                20,
                {},
                QT_TRANSLATE_NOOP("settings", "Width and height the window had last.")},
    SettingRow {"window.position"_L1,
                Type::Text,
                ""_L1,
                0,
                20,
                {},
                QT_TRANSLATE_NOOP("settings", "Where the window was last.")},
    SettingRow {"notices.ended"_L1,
                Type::Bool,
                "true"_L1,
                0,
                0,
                {},
                QT_TRANSLATE_NOOP("settings", "A notice when a print is done.")},
    SettingRow {
        "notices.failed"_L1,
        Type::Bool,
        "true"_L1,
        0,
        0,
        {},
        QT_TRANSLATE_NOOP("settings", "A notice when a print fails or a printer has an error.")},
    SettingRow {"notices.needsYou"_L1,
                Type::Bool,
                "true"_L1,
                0,
                0,
                {},
                QT_TRANSLATE_NOOP("settings", "A notice when a printer needs a person.")},
    SettingRow {"notices.quietUntil"_L1,
                Type::Text,
                ""_L1,
                0,
                40,
                {},
                QT_TRANSLATE_NOOP("settings", "No notices before this time (ISO 8601, UTC).")},
    SettingRow {"tray.panel"_L1, Type::Choice, "auto"_L1, 0, 0, panelChoices,
                QT_TRANSLATE_NOOP("settings", "The colour of the panel that the tray icon is on.")},
    SettingRow {"send.alwaysAsk"_L1, Type::Choice, "auto"_L1, 0, 0, askChoices,
                QT_TRANSLATE_NOOP("settings",
                                  "Whether a file dropped on a ready printer asks before it is "
                                  "printed; auto asks the first three times.")},
    SettingRow {
        "send.startOptions"_L1,
        Type::Text,
        ""_L1,
        0,
        4000,
        {},
        QT_TRANSLATE_NOOP("settings", "The start options used last, by model of printer (JSON).")},
    SettingRow {
        "send.timesAsked"_L1,
        Type::Int,
        "0"_L1,
        0,
        3,
        {},
        QT_TRANSLATE_NOOP("settings", "How often a print was started from the sheet that asks.")},
};

tl::unexpected<Error> notAllowed(const QString &sentence)
{
    return failure(Error::Kind::WrongUse, sentence);
}

Result<QVariant> parseBool(const SettingRow &row, const QString &text)
{
    const QString word = text.toLower();
    if (word == "true"_L1 || word == "on"_L1 || word == "yes"_L1 || word == "1"_L1)
        return true;
    if (word == "false"_L1 || word == "off"_L1 || word == "no"_L1 || word == "0"_L1)
        return false;
    return notAllowed(Settings::tr("%1 is either true or false.").arg(row.key));
}

Result<QVariant> parseInt(const SettingRow &row, const QString &text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < row.minimum || number > row.maximum)
        return notAllowed(Settings::tr("%1 is a whole number from %2 to %3.")
                              .arg(row.key)
                              .arg(row.minimum, 0, 'f', 0)
                              .arg(row.maximum, 0, 'f', 0));
    return number;
}

Result<QVariant> parseDecimal(const SettingRow &row, const QString &text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number) || number < row.minimum || number > row.maximum)
        return notAllowed(Settings::tr("%1 is a number from %2 to %3.")
                              .arg(row.key)
                              .arg(row.minimum)
                              .arg(row.maximum));
    return number;
}

Result<QVariant> parseText(const SettingRow &row, const QString &text)
{
    if (double(text.size()) > row.maximum)
        return notAllowed(Settings::tr("%1 is a text of at most %2 characters.")
                              .arg(row.key)
                              .arg(row.maximum, 0, 'f', 0));
    return text;
}

Result<QVariant> parseChoice(const SettingRow &row, const QString &text)
{
    QStringList names;
    for (const QLatin1StringView choice : row.choices) {
        if (text == choice)
            return text;
        names.append(choice);
    }
    return notAllowed(Settings::tr("%1 is one of these: %2.").arg(row.key, names.join(u", "_s)));
}

QVariant defaultOf(const SettingRow &row)
{
    const Result<QVariant> value = parseSetting(row, row.defaultValue);
    Q_ASSERT(value); // a test looks at every row
    return value.value_or(QVariant());
}

} // namespace

std::span<const SettingRow> settingRows()
{
    return settingTable;
}

QString settingTypeName(SettingRow::Type type)
{
    static constexpr std::array names {"bool"_L1, "int"_L1, "decimal"_L1, "text"_L1, "choice"_L1};
    return names.at(size_t(type));
}

Result<QVariant> parseSetting(const SettingRow &row, const QString &text)
{
    if (text.size() > maxSettingLength)
        return notAllowed(Settings::tr("The value for %1 is too long.").arg(row.key));
    switch (row.type) {
    case Type::Bool:
        return parseBool(row, text.trimmed());
    case Type::Int:
        return parseInt(row, text.trimmed());
    case Type::Decimal:
        return parseDecimal(row, text.trimmed());
    case Type::Text:
        return parseText(row, text);
    case Type::Choice:
        return parseChoice(row, text.trimmed());
    }
    return notAllowed(Settings::tr("The value for %1 cannot be used.").arg(row.key));
}

Settings::Settings(Database &database, QObject *parent)
    : Settings(database, settingRows(), parent)
{
}

Settings::Settings(Database &database, std::span<const SettingRow> rows, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_rows(rows)
{
    for (const SettingRow &row : rows)
        m_values.insert(row.key, defaultOf(row));
}

Command<void> Settings::load()
{
    using Stored = QList<std::pair<QString, QString>>;
    const auto read = m_database.run([](Connection &connection) -> Result<Stored> {
        return connection.list(u"SELECT key, value FROM settings"_s, {}, [](const QSqlQuery &row) {
            return std::pair(row.value(0).toString(), row.value(1).toString());
        });
    });
    return read.then(this, [this](const Stored &stored) -> Result<void> {
        for (const auto &[key, text] : stored) {
            const SettingRow *row = find(key);
            if (!row)
                continue; // of another version; it stays for that one
            if (const Result<QVariant> value = parseSetting(*row, text))
                apply(*row, *value);
            else
                qCWarning(lcStore)
                    << "stored value of" << key
                    << "is not allowed, its default is used:" << value.error().message;
        }
        return {};
    });
}

Command<void> Settings::set(const QString &key, const QString &text)
{
    const SettingRow *row = find(key);
    if (!row)
        return failure(unknownKey(key));
    const Result<QVariant> value = parseSetting(*row, text);
    if (!value)
        return failure(value.error());
    const auto written = m_database.run([key, stored = value->toString()](Connection &connection) {
        return connection.change(u"INSERT INTO settings (key, value) VALUES (?, ?) "
                                 "ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s,
                                 {key, stored});
    });
    return written.then(this, [this, row, value = *value](int) -> Result<void> {
        apply(*row, value);
        return {};
    });
}

QVariant Settings::value(QStringView key) const
{
    const auto found = m_values.constFind(key.toString());
    if (found == m_values.cend()) {
        qCWarning(lcStore) << "no such setting:" << key;
        return {};
    }
    return *found;
}

Result<QJsonObject> Settings::toJson(const QString &key) const
{
    const SettingRow *row = find(key);
    if (!row)
        return failure(unknownKey(key));
    return rowToJson(*row);
}

QJsonArray Settings::toJson() const
{
    QJsonArray all;
    for (const SettingRow &row : m_rows)
        all.append(rowToJson(row));
    return all;
}

const SettingRow *Settings::find(QStringView key) const
{
    for (const SettingRow &row : m_rows) {
        if (row.key == key)
            return &row;
    }
    return nullptr;
}

Error Settings::unknownKey(const QString &key)
{
    return {Error::Kind::NotFound,
            Settings::tr("There is no setting “%1”. \"flotillactl config\" lists all of them.")
                .arg(key.left(100)),
            {}};
}

QJsonObject Settings::rowToJson(const SettingRow &row) const
{
    return {{u"key"_s, QString(row.key)},
            {u"value"_s, m_values.value(row.key).toJsonValue()},
            {u"default"_s, defaultOf(row).toJsonValue()},
            {u"type"_s, settingTypeName(row.type)},
            {u"meaning"_s, QCoreApplication::translate("settings", row.meaning)}};
}

void Settings::apply(const SettingRow &row, const QVariant &value)
{
    QVariant &current = m_values[row.key];
    if (current == value)
        return;
    current = value;
    Q_EMIT changed(row.key);
}

} // namespace flotilla::store
