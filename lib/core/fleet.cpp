// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fleet.h"

#include "base/clock.h"
#include "base/logging.h"
#include "base/text.h"
#include "core/drivercontext.h"
#include "store/secretstore.h"

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 80;

// Settings of a new or edited printer: the typed ones for the row, the secret ones for the vault.
// An empty secret is one to be forgotten.
struct SplitSettings
{
    QJsonObject open;
    QMap<QString, QByteArray> secret;
};

SplitSettings split(const DriverInfo &info, const QJsonObject &all)
{
    SplitSettings result {all, {}};
    for (const Parameter &parameter : info.settings) {
        if (parameter.secret && all.contains(parameter.key)) {
            result.secret.insert(parameter.key, all[parameter.key].toString().toUtf8());
            result.open.remove(parameter.key);
        }
    }
    return result;
}

PrinterRecord withEdit(PrinterRecord record, const PrinterEdit &edit, const QJsonObject &settings)
{
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        // Another machine may now be meant: what the old one said of itself counts no longer.
        if (record.settings[it.key()] != it.value())
            record.serial.clear();
        record.settings.insert(it.key(), it.value());
    }
    record.name = edit.name.value_or(record.name);
    record.inService = edit.inService.value_or(record.inService);
    record.note = edit.note.value_or(record.note);
    record.tags = edit.tags.value_or(record.tags);
    record.location = edit.location.value_or(record.location);
    return record;
}

} // namespace

struct Fleet::Entry
{
    std::unique_ptr<Printer> printer;
    // What the database holds, to tell a change of meaning from one of numbers.
    Link storedLink = Link::Closed;
    State storedState = State::Unknown;
    Plate storedPlate = Plate::Unknown;
    std::optional<LastJob> storedLastJob = {};
    std::chrono::milliseconds storedAt {};
    bool dirty = false;
};

Fleet::Fleet(const DriverRegistry &registry, DriverContext &context, PrinterRepository &repository,
             const Options &options, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_context(context)
    , m_repository(repository)
    , m_options(options)
    , m_gate(options.parallelConnects)
    , m_away(context.clock)
{
    m_away.beat();
    connect(&m_heartbeat, &QTimer::timeout, this, &Fleet::beat);
    m_heartbeat.start(m_options.heartbeat);
    connect(&m_rediscovery, &QTimer::timeout, this, &Fleet::lookForMoved);
    if (m_options.rediscovery.count() > 0)
        m_rediscovery.start(m_options.rediscovery);
}

Fleet::~Fleet()
{
    for (const auto &entry : m_entries) {
        if (entry->dirty)
            storeStatus(*entry);
        entry->printer->disconnect(this); // nothing is stored of their going
    }
}

Command<void> Fleet::load()
{
    return m_repository.all().then(
        this, [this](const QList<PrinterRecord> &records) -> Result<void> {
            for (const PrinterRecord &record : records) {
                if (m_registry.find(record.driver))
                    adopt(record);
                else
                    qCWarning(lcFleet) << record.name << "needs the driver" << record.driver
                                       << "which this build does not have; it is left alone";
            }
            return {};
        });
}

void Fleet::openAll()
{
    m_open = true;
    for (const auto &entry : m_entries)
        entry->printer->open();
}

void Fleet::closeAll()
{
    m_open = false;
    for (const auto &entry : m_entries)
        entry->printer->close();
}

std::vector<Printer *> Fleet::printers() const
{
    std::vector<Printer *> list;
    list.reserve(m_entries.size());
    for (const auto &entry : m_entries)
        list.push_back(entry->printer.get());
    return list;
}

Printer *Fleet::printer(const QUuid &id) const
{
    for (const auto &entry : m_entries) {
        if (entry->printer->id() == id)
            return entry->printer.get();
    }
    return nullptr;
}

Result<Printer *> Fleet::find(const QString &nameOrId) const
{
    QList<Printer *> prefixed;
    for (const auto &entry : m_entries) {
        Printer *candidate = entry->printer.get();
        const QString id = candidate->id().toString(QUuid::WithoutBraces);
        if (candidate->name().compare(nameOrId, Qt::CaseInsensitive) == 0 || id == nameOrId)
            return candidate;
        if (!nameOrId.isEmpty()
            && (candidate->name().startsWith(nameOrId, Qt::CaseInsensitive)
                || id.startsWith(nameOrId)))
            prefixed.append(candidate);
    }
    if (prefixed.size() == 1)
        return prefixed.first();
    if (prefixed.isEmpty())
        return failure(Error::Kind::NotFound,
                       tr("There is no printer “%1” in the fleet.").arg(nameOrId));
    QStringList names;
    for (const Printer *candidate : prefixed)
        names << candidate->name();
    return failure(
        Error::Kind::WrongUse,
        tr("“%1” could be %2. Say more of the name.").arg(nameOrId, names.join(u", "_s)));
}

Result<void> Fleet::checkName(const QString &name, const QUuid &self) const
{
    if (name.isEmpty())
        return failure(Error::Kind::WrongUse, tr("A printer needs a name."));
    for (const auto &entry : m_entries) {
        if (entry->printer->id() != self
            && entry->printer->name().compare(name, Qt::CaseInsensitive) == 0)
            return failure(Error::Kind::WrongUse,
                           tr("There is a printer called “%1” already.").arg(name));
    }
    if (m_namesUnderWay.contains(name, Qt::CaseInsensitive))
        return failure(Error::Kind::WrongUse,
                       tr("A printer called “%1” is being stored already.").arg(name));
    return {};
}

template<typename T> Command<T> Fleet::keepingName(const QString &name, const Command<T> &command)
{
    m_namesUnderWay.append(name);
    return command.chain(this, [this, name](const Result<T> &result) -> Result<T> {
        m_namesUnderWay.removeOne(name);
        return result;
    });
}

Command<QUuid> Fleet::add(const NewPrinter &description)
{
    const DriverInfo *info = m_registry.find(description.driver);
    if (!info) {
        QStringList known;
        for (const auto &driver : m_registry.all())
            known << driver->id;
        return failure(Error::Kind::WrongUse,
                       tr("There is no driver “%1”. There is %2.")
                           .arg(description.driver, known.join(u", "_s)));
    }
    const QString name = cleanText(description.name, longestName);
    if (const auto checked = checkName(name, {}); !checked)
        return failure(checked.error());
    const auto settings = parseParameters(info->settings, description.settings,
                                          tr("A %1 printer").arg(info->displayName));
    if (!settings)
        return failure(settings.error());
    SplitSettings parts = split(*info, *settings);
    parts.secret.removeIf([](const auto &entry) { return entry.value().isEmpty(); });

    int position = 0;
    for (const auto &entry : m_entries)
        position = qMax(position, entry->printer->record().position + 1);
    const PrinterRecord record {.id = QUuid::createUuid(),
                                .driver = info->id,
                                .name = name,
                                .settings = parts.open,
                                .tags = description.tags,
                                .location = cleanText(description.location),
                                .capabilities = info->widest,
                                .position = position,
                                .addedAt = m_context.clock.now()};
    const auto added
        = writeSecrets(record.id, parts.secret)
              .then(this, [this, record] { return m_repository.insert(record); })
              .chain(this, [this, record, info](const Result<void> &stored) -> Result<QUuid> {
                  if (!stored) {
                      removeSecrets(record.id, *info);
                      return failure(stored.error());
                  }
                  Printer *printer = adopt(record);
                  Q_EMIT noted(record.id, u"printer"_s, tr("“%1” was added.").arg(record.name));
                  if (m_open)
                      printer->open();
                  return record.id;
              });
    return keepingName(name, added);
}

Command<void> Fleet::edit(const QUuid &id, const PrinterEdit &edit)
{
    const auto gone = [] {
        return failure(Error::Kind::NotFound, tr("This printer is no longer in the fleet."));
    };
    Printer *target = printer(id);
    if (!target)
        return gone();
    PrinterEdit wanted = edit;
    if (wanted.name) {
        wanted.name = cleanText(*edit.name, longestName);
        if (const auto checked = checkName(*wanted.name, id); !checked)
            return failure(checked.error());
    }

    QJsonObject changed;
    for (auto it = edit.settings.cbegin(); it != edit.settings.cend(); ++it) {
        const Parameter *parameter = target->driverInfo().setting(it.key());
        if (!parameter)
            return failure(Error::Kind::WrongUse,
                           tr("“%1” has no setting “%2”.").arg(target->name(), it.key()));
        const auto value = parameter->parse(it.value());
        if (!value)
            return failure(value.error());
        changed.insert(it.key(), *value);
    }
    const SplitSettings parts = split(target->driverInfo(), changed);

    // Made from the record of the moment: it may have changed while the secrets were written.
    const auto merged = [wanted, settings = parts.open](const PrinterRecord &record) {
        return withEdit(record, wanted, settings);
    };
    const auto edited
        = writeSecrets(id, parts.secret)
              .then(this,
                    [this, id, merged, gone]() -> Command<void> {
                        const Printer *present = printer(id);
                        return present ? m_repository.update(merged(present->record())) : gone();
                    })
              .then(
                  this,
                  [this, id, merged, gone, newSecrets = !parts.secret.isEmpty()]() -> Result<void> {
                      Printer *present = printer(id);
                      if (!present)
                          return gone();
                      present->apply(merged(present->record()));
                      if (newSecrets)
                          present->reconnect();
                      if (m_open)
                          present->open();
                      return {};
                  });
    return wanted.name ? keepingName(*wanted.name, edited) : edited;
}

Command<void> Fleet::remove(const QUuid &id)
{
    Printer *target = printer(id);
    if (!target)
        return failure(Error::Kind::NotFound, tr("This printer is no longer in the fleet."));
    return m_repository.remove(id).then(
        this, [this, id, info = &target->driverInfo()]() -> Command<void> {
            const auto entry
                = std::find_if(m_entries.begin(), m_entries.end(), [&](const auto &candidate) {
                      return candidate->printer->id() == id;
                  });
            if (entry != m_entries.end()) {
                const QString name = (*entry)->printer->name();
                Q_EMIT printerRemoved(id);
                (*entry)->printer->disconnect(this);
                (*entry)->printer->close();
                (*entry)->printer.release()->deleteLater(); // somebody may be in one of its signals
                m_entries.erase(entry);
                Q_EMIT noted(id, u"printer"_s, tr("“%1” was removed.").arg(name));
            }
            return removeSecrets(id, *info);
        });
}

Command<void> Fleet::writeSecrets(const QUuid &id, const QMap<QString, QByteArray> &secrets)
{
    Command<void> all = finishedCommand();
    for (auto it = secrets.cbegin(); it != secrets.cend(); ++it) {
        all = all.then(this, [this, key = secretKey(id, it.key()), value = it.value()] {
            return value.isEmpty() ? m_context.secrets.remove(key)
                                   : m_context.secrets.write(key, value);
        });
    }
    return all;
}

Command<void> Fleet::removeSecrets(const QUuid &id, const DriverInfo &info)
{
    Command<void> all = finishedCommand();
    for (const Parameter &parameter : info.settings) {
        if (parameter.secret)
            all = all.then(this, [this, key = secretKey(id, parameter.key)] {
                return m_context.secrets.remove(key);
            });
    }
    return all;
}

Printer *Fleet::adopt(PrinterRecord record)
{
    const DriverInfo &info = *m_registry.find(record.driver);
    auto entry = std::make_unique<Entry>();
    entry->printer = std::make_unique<Printer>(
        std::move(record), info,
        Printer::Environment {m_context, m_gate, m_options.rules, m_options.limits});
    Printer *printer = entry->printer.get();
    const PrinterStatus &status = printer->status();
    entry->storedState = status.state;
    entry->storedPlate = status.plate;
    entry->storedLastJob = status.lastJob;

    Entry *raw = entry.get(); // goes with the printer
    connect(printer, &Printer::statusChanged, this, [this, raw] { handleStatus(*raw); });
    connect(printer, &Printer::recordChanged, this, [this, printer] {
        m_repository.update(printer->record()).onFinished(this, [](const Result<void> &stored) {
            if (!stored)
                qCWarning(lcFleet).noquote()
                    << "A printer could not be stored:" << stored.error().message;
        });
    });
    m_entries.push_back(std::move(entry));
    Q_EMIT printerAdded(printer);
    return printer;
}

void Fleet::handleStatus(Entry &entry)
{
    const PrinterStatus &status = entry.printer->status();
    // What something means is stored at once, mere numbers now and then: two hundred printers must
    // not keep the disk busy.
    const bool meaningful = status.link != entry.storedLink || status.state != entry.storedState
        || status.plate != entry.storedPlate || status.lastJob != entry.storedLastJob;
    const bool longAgo = m_context.clock.monotonic() - entry.storedAt >= m_options.storeStatusEvery;
    entry.dirty = true;
    if (meaningful || longAgo)
        storeStatus(entry);
    Q_EMIT statusChanged(entry.printer.get());
}

void Fleet::storeStatus(Entry &entry)
{
    const PrinterStatus &status = entry.printer->status();
    entry.storedLink = status.link;
    entry.storedState = status.state;
    entry.storedPlate = status.plate;
    entry.storedLastJob = status.lastJob;
    entry.storedAt = m_context.clock.monotonic();
    entry.dirty = false;
    m_repository.saveStatus(entry.printer->id(), status)
        .onFinished(this, [](const Result<void> &stored) {
            if (!stored && stored.error().kind != Error::Kind::NotFound)
                qCWarning(lcFleet).noquote()
                    << "A status could not be stored:" << stored.error().message;
        });
}

void Fleet::beat()
{
    if (!m_away.beat())
        return;
    qCInfo(lcFleet) << "The computer was away; every printer is asked anew";
    for (const auto &entry : m_entries)
        entry->printer->wasAway();
}

void Fleet::lookForMoved()
{
    if (!m_open || m_searches > 0)
        return;
    QSet<QString> drivers;
    for (const auto &entry : m_entries) {
        const Printer &printer = *entry->printer;
        // Rejected too: two machines may have changed their addresses with each other.
        const bool lost
            = printer.status().link == Link::Unreachable || printer.status().link == Link::Rejected;
        if (lost && !printer.record().serial.isEmpty() && printer.driverInfo().finder)
            drivers.insert(printer.record().driver);
    }
    for (const QString &driver : drivers) {
        Finder *finder = m_registry.find(driver)->finder(m_context, this);
        ++m_searches;
        connect(finder, &Finder::found, this, &Fleet::noteCandidate);
        connect(finder, &Finder::finished, this, [this, finder] {
            --m_searches;
            finder->deleteLater();
        });
        finder->start({.searchNetwork = m_options.searchNetwork});
    }
}

void Fleet::noteCandidate(const Candidate &candidate)
{
    if (candidate.serial.isEmpty())
        return;
    for (const auto &entry : m_entries) {
        Printer *known = entry->printer.get();
        if (known->record().driver != candidate.driver
            || known->record().serial != candidate.serial)
            continue;
        // One that answers where it is has not moved; somebody may have given it a second address.
        if (known->status().link == Link::Online)
            continue;
        PrinterRecord record = known->record();
        for (auto it = candidate.settings.begin(); it != candidate.settings.end(); ++it) {
            const Parameter *parameter = known->driverInfo().setting(it.key());
            if (parameter && !parameter->secret)
                record.settings.insert(it.key(), it.value());
        }
        if (record.settings == known->record().settings)
            continue;
        qCInfo(lcFleet).noquote() << record.name
                                  << "is found at a new address:" << candidate.address;
        Q_EMIT noted(record.id, u"link"_s,
                     tr("“%1” was found at %2.").arg(record.name, candidate.address));
        known->apply(record);
        return;
    }
}

} // namespace flotilla
