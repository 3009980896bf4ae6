// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sendhabits.h"

#include "core/printer.h"
#include "store/settingstable.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView askKey = u"send.alwaysAsk";
constexpr QStringView askedKey = u"send.timesAsked";
constexpr QStringView optionsKey = u"send.startOptions";
constexpr int timesToAsk = 3;
constexpr qsizetype mostBytes = 4000; // of what the table of settings takes

QJsonObject allRemembered(const store::Settings &settings)
{
    return QJsonDocument::fromJson(settings.value(optionsKey).toString().toUtf8()).object();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

bool asksBeforePrinting(const store::Settings &settings)
{
    const QString choice = settings.value(askKey).toString();
    if (choice == "auto"_L1)
        return settings.value(askedKey).toInt() < timesToAsk;
    return choice != "never"_L1;
}

void noteAsked(store::Settings &settings)
{
    const int asked = settings.value(askedKey).toInt();
    if (asked < timesToAsk)
        settings.set(askedKey.toString(), QString::number(asked + 1));
}

QString modelOf(const Printer &printer)
{
    const QString &model = printer.status().reported.model;
    return model.isEmpty() ? printer.driverInfo().displayName : model;
}

QMap<QString, QString> rememberedOptions(const store::Settings &settings, const QString &model)
{
    QMap<QString, QString> options;
    const QJsonObject stored = allRemembered(settings)[model].toObject();
    for (auto it = stored.begin(); it != stored.end(); ++it)
        options.insert(it.key(), it.value().toString());
    return options;
}

QMap<QString, QString> usualOptions(const store::Settings &settings, const Printer &printer)
{
    QMap<QString, QString> known;
    const QMap<QString, QString> last = rememberedOptions(settings, modelOf(printer));
    for (const Parameter &parameter : printer.capabilities().startOptions) {
        if (last.contains(parameter.key) && parameter.parse(last.value(parameter.key)))
            known.insert(parameter.key, last.value(parameter.key));
    }
    return known;
}

void rememberOptions(store::Settings &settings,
                     const QMap<QString, QMap<QString, QString>> &options)
{
    QJsonObject added;
    for (auto model = options.cbegin(); model != options.cend(); ++model) {
        QJsonObject own;
        for (auto it = model->cbegin(); it != model->cend(); ++it)
            own.insert(it.key(), it.value());
        added.insert(model.key(), own);
    }
    QJsonObject all = allRemembered(settings);
    for (auto it = added.begin(); it != added.end(); ++it)
        all.insert(it.key(), it.value());
    QByteArray text = compact(all);
    if (text.size() > mostBytes)
        text = compact(added); // the oldest habits give way
    if (!added.isEmpty() && text.size() <= mostBytes)
        settings.set(optionsKey.toString(), QString::fromUtf8(text));
}

} // namespace flotilla::models
