// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/addprinter.h"

#include "core/drivercontext.h"
#include "core/fleet.h"
#include "models/toasts.h"
#include "store/secretstore.h"

#include <algorithm>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

constexpr auto portSetting = "serialDevice"_L1;

} // namespace

AddPrinter::AddPrinter(Fleet &fleet, Toasts &toasts, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_toasts(toasts)
    , m_found(fleet)
{
    connect(&m_found, &FoundModel::countChanged, this, &AddPrinter::captionChanged);
    connect(&m_found, &FoundModel::lookingChanged, this, &AddPrinter::captionChanged);
    connect(&m_found, &FoundModel::suggestionsChanged, this, &AddPrinter::suggest);
    connect(&m_form, &SettingsForm::edited, this, [this] {
        m_typed = true;
        m_stale = true; // the check was of something else
        Q_EMIT changed();
    });
}

AddPrinter::~AddPrinter() = default;

void AddPrinter::show()
{
    reset();
    open();
    m_found.look();
}

void AddPrinter::showByHand()
{
    show();
    chooseByHand();
}

void AddPrinter::open()
{
    if (std::exchange(m_open, true))
        return;
    Q_EMIT openChanged();
}

void AddPrinter::cancel()
{
    m_line.clear();
    reset();
    m_found.stop();
    if (std::exchange(m_open, false))
        Q_EMIT openChanged();
}

void AddPrinter::reset()
{
    dropCheck();
    m_form.clear();
    m_steps.setLines({});
    m_driver = nullptr;
    m_candidate = {};
    m_chosen = -1;
    m_byHand = false;
    m_name.clear();
    m_nameTyped = false;
    m_typed = false;
    m_stale = false;
    m_adding = false;
    Q_EMIT chosenChanged();
    Q_EMIT nameChanged();
    Q_EMIT changed();
}

void AddPrinter::choose(int row)
{
    if (row < 0 || row >= m_found.count() || m_found.isInFleet(row) || m_adding)
        return;
    const Candidate candidate = m_found.at(row);
    reset();
    m_chosen = row;
    m_candidate = candidate;
    m_name = freeName(m_fleet, candidate.model.isEmpty() ? candidate.name : candidate.model);
    begin(m_fleet.registry().find(candidate.driver), candidate.settings);
    check();
}

void AddPrinter::chooseByHand()
{
    if (m_adding)
        return;
    reset();
    m_byHand = true;
    if (!m_fleet.registry().all().empty())
        chooseSystem(0);
}

void AddPrinter::chooseSystem(int index)
{
    const auto &drivers = m_fleet.registry().all();
    if (!m_byHand || index < 0 || size_t(index) >= drivers.size())
        return;
    const DriverInfo *info = drivers[size_t(index)].get();
    if (info == m_driver)
        return;
    dropCheck();
    m_steps.setLines({});
    if (!m_nameTyped)
        m_name = freeName(m_fleet, info->displayName);
    begin(info, {});
}

void AddPrinter::begin(const DriverInfo *info, const QJsonObject &settings)
{
    m_driver = info;
    m_form.setFields(info ? info->settings : QList<Parameter>(), settings);
    suggest();
    Q_EMIT chosenChanged();
    Q_EMIT nameChanged();
    Q_EMIT changed();
}

// Nobody knows the ports of a computer by heart.
void AddPrinter::suggest()
{
    if (m_driver)
        m_form.setSuggestions(portSetting, m_found.suggestions(m_driver->id, portSetting));
}

void AddPrinter::check()
{
    if (!m_driver || m_adding)
        return;
    dropCheck();
    if (!m_form.check()) {
        Q_EMIT changed();
        return;
    }
    const ConnectionCheck::Target target {
        .name = m_name, .settings = m_form.typedValues(), .heard = !m_byHand};
    m_check = std::make_unique<ConnectionCheck>(*m_driver, m_fleet.context(), target, m_limits);
    connect(m_check.get(), &ConnectionCheck::changed, this, &AddPrinter::handleCheck);
    connect(m_check.get(), &ConnectionCheck::finished, this, &AddPrinter::handleChecked);
    m_stale = false;
    m_checking = true;
    m_check->start();
    handleCheck();
}

void AddPrinter::dropCheck()
{
    m_checking = false;
    if (!m_check)
        return;
    m_check->disconnect(this);
    m_check.release()->deleteLater(); // we may be inside one of its signals
}

void AddPrinter::handleCheck()
{
    if (m_check)
        m_steps.setLines(stepLines(*m_check));
    Q_EMIT changed();
}

void AddPrinter::handleChecked()
{
    m_checking = false;
    handleCheck();
    if (m_line.isEmpty())
        return;
    if (m_check->hasPassed())
        add();
    else
        open(); // the person is needed for this one
}

void AddPrinter::add()
{
    if (!whyNot().isEmpty())
        return;
    m_adding = true;
    Q_EMIT changed();
    // The connection of the check goes first: many machines accept one only.
    dropCheck();
    const NewPrinter description {.driver = m_driver->id,
                                  .name = m_name.trimmed(),
                                  .settings = m_form.values(),
                                  .location = m_place.trimmed()};
    m_fleet.add(description).onFinished(this, [this](const Result<QUuid> &id) { handleAdded(id); });
}

void AddPrinter::handleAdded(const Result<QUuid> &id)
{
    m_adding = false;
    if (!id) {
        open();
        m_stale = true;
        m_toasts.showError(id.error().message, {}, {}, id.error().detail);
        Q_EMIT changed();
        return;
    }
    const QString name = m_name.trimmed();
    Q_EMIT added(*id);
    if (!m_line.isEmpty()) {
        ++m_lineAdded;
        m_line.removeFirst();
        nextInLine();
        return;
    }
    cancel();
    m_toasts.show(tr("%1 is in the fleet").arg(name));
}

void AddPrinter::addAll()
{
    m_line.clear();
    for (const int row : m_found.checkedRows())
        m_line << m_found.at(row);
    m_lineLength = int(m_line.size());
    m_lineAdded = 0;
    nextInLine();
}

void AddPrinter::nextInLine()
{
    while (!m_line.isEmpty()) {
        for (int row = 0; row < m_found.count(); ++row) {
            if (m_found.at(row) != m_line.constFirst() || m_found.isInFleet(row))
                continue;
            choose(row);
            Q_EMIT captionChanged();
            return;
        }
        m_line.removeFirst(); // it came into the fleet some other way
    }
    cancel();
    if (m_lineAdded > 0)
        m_toasts.show(tr("%n printer(s) added to the fleet", nullptr, m_lineAdded));
}

QString AddPrinter::caption() const
{
    if (m_line.size() > 1)
        return tr("%1 of %2").arg(m_lineLength - int(m_line.size()) + 1).arg(m_lineLength);
    return m_found.isLooking()
        ? tr("Looking in this network: %n found so far", nullptr, m_found.count())
        : tr("%n found in this network", nullptr, m_found.count());
}

QStringList AddPrinter::systems() const
{
    QStringList names;
    for (const auto &driver : m_fleet.registry().all())
        names << driver->displayName;
    return names;
}

int AddPrinter::system() const
{
    const auto &drivers = m_fleet.registry().all();
    const auto at = std::find_if(drivers.begin(), drivers.end(),
                                 [this](const auto &driver) { return driver.get() == m_driver; });
    return at == drivers.end() ? -1 : int(at - drivers.begin());
}

void AddPrinter::setName(const QString &name)
{
    if (m_name == name)
        return;
    m_name = name;
    m_nameTyped = true;
    m_typed = true;
    Q_EMIT nameChanged();
    Q_EMIT changed();
}

QString AddPrinter::nameError() const
{
    if (!m_driver || m_adding)
        return {};
    if (m_name.trimmed().isEmpty())
        return tr("A printer needs a name.");
    return freeName(m_fleet, m_name.trimmed()) == m_name.trimmed()
        ? QString()
        : tr("There is a printer of this name already.");
}

void AddPrinter::setPlace(const QString &place)
{
    if (m_place == place)
        return;
    m_place = place;
    Q_EMIT placeChanged();
}

QStringList AddPrinter::places() const
{
    return placesOf(m_fleet);
}

QString AddPrinter::whyNot() const
{
    if (!m_driver)
        return tr("Choose a printer first.");
    if (m_adding)
        return tr("It is being added.");
    if (const QString error = nameError(); !error.isEmpty())
        return error;
    if (m_checking)
        return hasPassed() ? QString() : tr("The check is still under way.");
    if (!hasPassed())
        return tr("The steps above have to pass first.");
    return {};
}

QString AddPrinter::secretPlace() const
{
    //: Where a code is kept: "Kept in the system keychain"
    return tr("Kept in %1").arg(m_fleet.context().secrets.place());
}

QString freeName(const Fleet &fleet, const QString &wish)
{
    const auto printers = fleet.printers();
    const auto isTaken = [&](const QString &name) {
        return std::any_of(printers.cbegin(), printers.cend(), [&](const Printer *printer) {
            return printer->name().compare(name, Qt::CaseInsensitive) == 0;
        });
    };
    QString name = wish;
    for (int number = 2; isTaken(name); ++number)
        name = u"%1 %2"_s.arg(wish).arg(number);
    return name;
}

QStringList placesOf(const Fleet &fleet)
{
    QStringList places;
    for (const Printer *printer : fleet.printers()) {
        if (const QString &place = printer->record().location;
            !place.isEmpty() && !places.contains(place))
            places << place;
    }
    places.sort(Qt::CaseInsensitive);
    return places;
}

} // namespace flotilla::models
