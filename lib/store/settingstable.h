// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QVariant>

#include <span>

namespace flotilla::store {

class Database;

// One setting of the program.
struct SettingRow
{
    enum class Type { Bool, Int, Decimal, Text, Choice };

    QLatin1StringView key; // stored in the database, never renamed
    Type type = Type::Text;
    QLatin1StringView defaultValue;
    double minimum = 0; // Int and Decimal
    double maximum = 0; // Int and Decimal; for Text the greatest length
    std::span<const QLatin1StringView> choices; // Choice
    const char *meaning = ""; // QT_TRANSLATE_NOOP("settings", …)
};

// The one table of settings: `flotillactl config` and the Settings page show these and nothing
// else.
std::span<const SettingRow> settingRows();

// "bool", "int", "decimal", "text", "choice".
QString settingTypeName(SettingRow::Type type);

// The typed value of a text, or WrongUse with a sentence that names what is allowed.
Result<QVariant> parseSetting(const SettingRow &row, const QString &text);

// The values of all settings, kept in memory and in the database. Lives on the main thread. Before
// load() has ended, and where the database holds nonsense, a setting has its default.
class Settings : public QObject
{
    Q_OBJECT

public:
    // `database` and what `rows` points to must outlive this object.
    explicit Settings(Database &database, QObject *parent = nullptr);
    Settings(Database &database, std::span<const SettingRow> rows, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(Settings)

    // Reads all stored values once; changed() is emitted for each that differs from its default.
    Command<void> load();

    // Checks, stores and then applies a value. WrongUse for a value that is not allowed, NotFound
    // for an unknown key; nothing is changed then.
    Command<void> set(const QString &key, const QString &text);

    // The typed value: bool, int, double or QString. A key that is not in the table is a fault of
    // the caller: invalid, with a warning in the log.
    QVariant value(QStringView key) const;

    // {"key","value","default","type","meaning"} of one setting, or of all in the order of the
    // table.
    Result<QJsonObject> toJson(const QString &key) const;
    QJsonArray toJson() const;

Q_SIGNALS:
    // After value(key) has changed, before the command of set() ends.
    void changed(const QString &key);

private:
    const SettingRow *find(QStringView key) const;
    static Error unknownKey(const QString &key);
    QJsonObject rowToJson(const SettingRow &row) const;
    void apply(const SettingRow &row, const QVariant &value);

    Database &m_database;
    const std::span<const SettingRow> m_rows;
    QHash<QString, QVariant> m_values;
};

} // namespace flotilla::store
