// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/editprinter.h"

#include "core/drivercontext.h"
#include "core/fleet.h"
#include "models/addprinter.h"
#include "models/toasts.h"
#include "store/secretstore.h"

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

QStringList splitTags(const QString &text)
{
    QStringList tags;
    for (const QString &part : text.split(u',')) {
        if (const QString tag = part.trimmed(); !tag.isEmpty() && !tags.contains(tag))
            tags << tag;
    }
    return tags;
}

} // namespace

EditPrinter::EditPrinter(Fleet &fleet, Toasts &toasts, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_toasts(toasts)
{
    connect(&m_form, &SettingsForm::edited, this, &EditPrinter::changed);
    connect(&m_form, &SettingsForm::validChanged, this, &EditPrinter::changed);
    connect(&fleet, &Fleet::printerRemoved, this, [this](const QUuid &id) {
        if (id == m_printer)
            cancel();
    });
}

void EditPrinter::show(const QString &id, bool atSecret)
{
    const Printer *printer = m_fleet.printer(QUuid(id));
    if (!printer)
        return;
    const PrinterRecord &record = printer->record();
    m_printer = record.id;
    m_name = record.name;
    m_place = record.location;
    m_tags = record.tags.join(u", "_s);
    m_atSecret = atSecret;
    m_saving = false;
    m_form.setFields(printer->driverInfo().settings, record.settings);
    lookForSecrets();
    Q_EMIT openChanged();
    Q_EMIT changed();
}

void EditPrinter::lookForSecrets()
{
    const int shown = ++m_shown;
    for (const Parameter &parameter : m_fleet.printer(m_printer)->driverInfo().settings) {
        if (!parameter.secret)
            continue;
        const QString key = parameter.key;
        m_fleet.context()
            .secrets.read(secretKey(m_printer, key))
            .onFinished(this, [this, shown, key](const Result<QByteArray> &secret) {
                if (shown == m_shown && isOpen())
                    m_form.setStored(key, secret && !secret->isEmpty());
            });
    }
}

void EditPrinter::cancel()
{
    if (!isOpen())
        return;
    m_printer = {};
    m_form.clear();
    Q_EMIT openChanged();
    Q_EMIT changed();
}

void EditPrinter::save()
{
    if (!isOpen() || !m_form.check() || !whyNot().isEmpty()) {
        Q_EMIT changed();
        return;
    }
    if (!isTyped())
        return cancel();
    m_saving = true;
    Q_EMIT changed();
    PrinterEdit edit {.settings = m_form.changes()};
    const PrinterRecord &record = m_fleet.printer(m_printer)->record();
    if (m_name.trimmed() != record.name)
        edit.name = m_name.trimmed();
    edit.tags = splitTags(m_tags);
    edit.location = m_place.trimmed();
    m_fleet.edit(m_printer, edit)
        .onFinished(this, [this, shown = m_shown](const Result<void> &saved) {
            m_saving = false;
            if (!saved)
                m_toasts.showError(saved.error().message, {}, {}, saved.error().detail);
            else if (shown == m_shown)
                cancel();
            Q_EMIT changed();
        });
}

QString EditPrinter::title() const
{
    const Printer *printer = m_fleet.printer(m_printer);
    return printer ? tr("Edit %1").arg(printer->name()) : QString();
}

QString EditPrinter::caption() const
{
    const Printer *printer = m_fleet.printer(m_printer);
    if (!printer)
        return {};
    const QString model = printer->status().reported.model;
    const QString system = printer->driverInfo().displayName;
    return model.isEmpty() ? system : u"%1 · %2"_s.arg(model, system);
}

void EditPrinter::set(QString &field, const QString &text)
{
    if (field == text)
        return;
    field = text;
    Q_EMIT changed();
}

void EditPrinter::setName(const QString &name)
{
    set(m_name, name);
}

void EditPrinter::setPlace(const QString &place)
{
    set(m_place, place);
}

void EditPrinter::setTags(const QString &tags)
{
    set(m_tags, tags);
}

QString EditPrinter::nameError() const
{
    const Printer *printer = m_fleet.printer(m_printer);
    if (!printer)
        return {};
    const QString name = m_name.trimmed();
    if (name.isEmpty())
        return tr("A printer needs a name.");
    if (name.compare(printer->name(), Qt::CaseInsensitive) == 0)
        return {};
    return freeName(m_fleet, name) == name ? QString()
                                           : tr("There is a printer of this name already.");
}

QStringList EditPrinter::places() const
{
    return placesOf(m_fleet);
}

bool EditPrinter::isTyped() const
{
    const Printer *printer = m_fleet.printer(m_printer);
    if (!printer)
        return false;
    const PrinterRecord &record = printer->record();
    return m_form.isTyped() || m_name.trimmed() != record.name
        || m_place.trimmed() != record.location || splitTags(m_tags) != record.tags;
}

QString EditPrinter::whyNot() const
{
    if (m_saving)
        return tr("It is being saved.");
    if (const QString error = nameError(); !error.isEmpty())
        return error;
    return m_form.isValid() ? QString() : tr("A field above is not as it should be.");
}

QString EditPrinter::secretPlace() const
{
    return tr("Kept in %1").arg(m_fleet.context().secrets.place());
}

} // namespace flotilla::models
