// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/foundmodel.h"

#include "base/clock.h"
#include "core/drivercontext.h"
#include "core/fleet.h"

#include <algorithm>
#include <cmath>

namespace flotilla::models {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds searchTime {10'000};

bool isSameMachine(const Candidate &one, const Candidate &other)
{
    if (one.driver != other.driver)
        return false;
    if (!one.serial.isEmpty() && !other.serial.isEmpty())
        return one.serial == other.serial;
    return one.settings == other.settings;
}

// A machine of the fleet, by its serial number; by its address where it never told one.
bool isMachineOf(const Printer &printer, const Candidate &candidate)
{
    const PrinterRecord &record = printer.record();
    if (record.driver != candidate.driver)
        return false;
    if (!record.serial.isEmpty() && !candidate.serial.isEmpty())
        return record.serial == candidate.serial;
    const auto address = printer.driverInfo().address;
    const auto ours = address ? address(record.settings) : std::nullopt;
    const auto theirs = address ? address(candidate.settings) : std::nullopt;
    if (ours || theirs)
        return ours && theirs && ours->host == theirs->host && ours->port == theirs->port;
    // Not in the network: on the same port.
    for (auto it = candidate.settings.begin(); it != candidate.settings.end(); ++it) {
        if (record.settings[it.key()] != it.value())
            return false;
    }
    return !candidate.settings.isEmpty();
}

} // namespace

FoundModel::FoundModel(Fleet &fleet, QObject *parent)
    : QAbstractListModel(parent)
    , m_fleet(fleet)
{
    m_secondTimer.setInterval(1'000);
    connect(&m_secondTimer, &QTimer::timeout, this, &FoundModel::lookingChanged);
    const auto marks = [this] {
        tellAll({InFleetRole, NoteRole, CheckedRole});
        Q_EMIT countChanged();
    };
    connect(&fleet, &Fleet::printerAdded, this, marks);
    connect(&fleet, &Fleet::printerRemoved, this, marks, Qt::QueuedConnection);
}

FoundModel::~FoundModel()
{
    stop();
}

void FoundModel::look()
{
    stop();
    m_guesses.clear();
    Q_EMIT suggestionsChanged();
    m_ends = m_fleet.context().clock.monotonic() + searchTime;
    for (const auto &driver : m_fleet.registry().all()) {
        if (!driver->finder)
            continue;
        Finder *finder = driver->finder(m_fleet.context(), this);
        m_running << finder;
        ++m_finders;
        connect(finder, &Finder::found, this, &FoundModel::add);
        connect(finder, &Finder::finished, this, [this, finder] {
            --m_finders;
            m_running.removeOne(finder);
            finder->deleteLater();
            if (m_finders == 0)
                m_secondTimer.stop();
            Q_EMIT lookingChanged();
        });
        finder->start({.targets = m_targets,
                       .limit = searchTime,
                       .searchNetwork = m_fleet.searchesNetwork(),
                       .everyPort = true});
    }
    if (m_finders > 0)
        m_secondTimer.start();
    Q_EMIT lookingChanged();
}

void FoundModel::stop()
{
    for (const QPointer<Finder> &finder : std::exchange(m_running, {})) {
        if (finder) {
            finder->disconnect(this);
            finder->deleteLater();
        }
    }
    m_finders = 0;
    m_secondTimer.stop();
    Q_EMIT lookingChanged();
}

void FoundModel::add(const Candidate &candidate)
{
    if (candidate.isGuess) {
        if (m_guesses.size() < mostFound)
            m_guesses.append(candidate);
        Q_EMIT suggestionsChanged();
        return;
    }
    const auto known = std::find_if(m_found.begin(), m_found.end(), [&](const Found &found) {
        return isSameMachine(found.candidate, candidate);
    });
    if (known != m_found.end()) {
        known->candidate = candidate;
        const QModelIndex changed = index(int(known - m_found.begin()));
        Q_EMIT dataChanged(changed, changed);
        return;
    }
    if (count() >= mostFound)
        return;
    beginInsertRows({}, count(), count());
    m_found.push_back({candidate});
    endInsertRows();
    Q_EMIT countChanged();
    Q_EMIT suggestionsChanged();
}

void FoundModel::setChecked(int row, bool checked)
{
    if (row < 0 || row >= count() || m_found[size_t(row)].checked == checked)
        return;
    m_found[size_t(row)].checked = checked;
    Q_EMIT dataChanged(index(row), index(row), {CheckedRole});
    Q_EMIT countChanged();
}

int FoundModel::checkedCount() const
{
    return int(checkedRows().size());
}

QList<int> FoundModel::checkedRows() const
{
    QList<int> rows;
    for (int row = 0; row < count(); ++row) {
        if (m_found[size_t(row)].checked && !isInFleet(row))
            rows << row;
    }
    return rows;
}

QStringList FoundModel::suggestions(const QString &driver, const QString &key) const
{
    QStringList texts;
    const auto add = [&](const Candidate &candidate) {
        const QString text = candidate.settings[key].toString();
        if (candidate.driver == driver && !text.isEmpty() && !texts.contains(text))
            texts << text;
    };
    for (const Found &found : m_found)
        add(found.candidate);
    for (const Candidate &guess : m_guesses)
        add(guess);
    return texts;
}

int FoundModel::secondsLeft() const
{
    const auto left = m_ends - m_fleet.context().clock.monotonic();
    return isLooking() ? int(std::ceil(double(std::max<qint64>(0, left.count())) / 1000)) : 0;
}

bool FoundModel::isInFleet(int row) const
{
    const Candidate &candidate = at(row);
    const auto printers = m_fleet.printers();
    return std::any_of(printers.cbegin(), printers.cend(),
                       [&](const Printer *printer) { return isMachineOf(*printer, candidate); });
}

int FoundModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant FoundModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Found &found = m_found[size_t(index.row())];
    const Candidate &candidate = found.candidate;
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return candidate.model.isEmpty() ? candidate.name : candidate.model;
    case AddressRole:
        return candidate.address;
    case SystemRole:
        return systemName(candidate);
    case CaptionRole:
        return u"%1 · %2"_s.arg(candidate.address, systemName(candidate));
    case NoteRole:
        if (isInFleet(index.row()))
            return tr("In the fleet");
        return needsSecret(candidate) ? tr("Needs its code") : tr("Ready to add");
    case InFleetRole:
        return isInFleet(index.row());
    case CheckedRole:
        return found.checked && !isInFleet(index.row());
    case IllustrationRole:
        return u"printer-enclosed"_s;
    default:
        return {};
    }
}

QHash<int, QByteArray> FoundModel::roleNames() const
{
    return {{TitleRole, "title"},     {AddressRole, "address"},
            {SystemRole, "system"},   {CaptionRole, "caption"},
            {NoteRole, "note"},       {InFleetRole, "inFleet"},
            {CheckedRole, "checked"}, {IllustrationRole, "illustration"}};
}

void FoundModel::tellAll(const QList<int> &roles)
{
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), roles);
}

bool FoundModel::needsSecret(const Candidate &candidate) const
{
    const DriverInfo *info = m_fleet.registry().find(candidate.driver);
    if (!info)
        return false;
    return std::any_of(info->settings.cbegin(), info->settings.cend(),
                       [](const Parameter &parameter) { return parameter.secret; });
}

QString FoundModel::systemName(const Candidate &candidate) const
{
    const DriverInfo *info = m_fleet.registry().find(candidate.driver);
    return info ? info->displayName : candidate.driver;
}

} // namespace flotilla::models
