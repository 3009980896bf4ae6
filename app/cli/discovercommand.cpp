// SPDX-License-Identifier: GPL-3.0-or-later
#include "discovercommand.h"

#include "numbers.h"

#include <QJsonObject>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr double longestSearch = 120; // seconds
constexpr int highestPort = 65535;

Result<FinderTarget> parseTarget(const QString &text)
{
    // HOST, HOST:PORT, [IPV6]:PORT; a bare IPv6 address has more than one colon.
    FinderTarget target {text, 0};
    QString port;
    const qsizetype colon = text.lastIndexOf(u':');
    const bool bracketed = text.startsWith(u'[') && text.contains(u']');
    if (bracketed) {
        const qsizetype end = text.indexOf(u']');
        target.host = text.mid(1, end - 1);
        port = text.mid(end + 1);
        if (port.startsWith(u':'))
            port.remove(0, 1);
    } else if (colon >= 0 && text.count(u':') == 1) {
        target.host = text.left(colon);
        port = text.mid(colon + 1);
        if (port.isEmpty())
            port = u"?"_s;
    }
    bool ok = true;
    const int number = port.isEmpty() ? 0 : port.toInt(&ok);
    if (!ok || number < 0 || number > highestPort || target.host.isEmpty()
        || (!port.isEmpty() && number == 0))
        return failure(
            Error::Kind::WrongUse,
            DiscoverCommand::tr("“%1” is no address. Write HOST or HOST:PORT.").arg(text));
    target.port = quint16(number);
    return target;
}

} // namespace

DriversCommand::DriversCommand(const DriverRegistry &registry, Output &output, QObject *parent)
    : Program(output, parent)
    , m_registry(registry)
{
}

void DriversCommand::start()
{
    QJsonArray list;
    for (const auto &info : m_registry.all())
        list.append(info->toJson());
    output().document(list);
    Q_EMIT finished(0);
}

DiscoverCommand::DiscoverCommand(const DriverRegistry &registry, Invocation invocation,
                                 Output &output, QObject *parent)
    : Program(output, parent)
    , m_registry(registry)
    , m_invocation(std::move(invocation))
    , m_network(&m_pool)
    , m_secrets(m_invocation.dataFolder + u"/secrets"_s)
    , m_context {m_clock, m_secrets, m_network, m_files, m_broker, m_pool}
{
}

DiscoverCommand::~DiscoverCommand() = default;

void DiscoverCommand::start()
{
    const auto request = readRequest();
    if (!request) {
        fail(request.error());
        return;
    }
    const auto drivers = readDrivers();
    if (!drivers) {
        fail(drivers.error());
        return;
    }
    search(*drivers, *request);
}

Result<FinderRequest> DiscoverCommand::readRequest() const
{
    FinderRequest request {.everyPort = m_invocation.arguments.contains(u"drivers"_s)};
    const auto seconds = decimalOption(m_invocation.arguments, "seconds"_L1, 0.1, longestSearch);
    if (!seconds)
        return failure(seconds.error());
    if (*seconds)
        request.limit = std::chrono::milliseconds(qRound64(**seconds * 1000));
    for (const QJsonValue &value : m_invocation.arguments[u"targets"_s].toArray()) {
        const auto target = parseTarget(value.toString());
        if (!target)
            return failure(target.error());
        request.targets.append(*target);
    }
    return request;
}

Result<std::vector<const DriverInfo *>> DiscoverCommand::readDrivers() const
{
    std::vector<const DriverInfo *> chosen;
    for (const QJsonValue &value : m_invocation.arguments[u"drivers"_s].toArray()) {
        const DriverInfo *info = m_registry.find(value.toString());
        if (!info) {
            QStringList known;
            for (const auto &driver : m_registry.all())
                known << driver->id;
            return failure(Error::Kind::WrongUse,
                           tr("There is no driver “%1”. There is %2.")
                               .arg(value.toString(), known.join(u", "_s)));
        }
        chosen.push_back(info);
    }
    if (chosen.empty()) {
        for (const auto &driver : m_registry.all())
            chosen.push_back(driver.get());
    }
    return chosen;
}

void DiscoverCommand::search(const std::vector<const DriverInfo *> &drivers,
                             const FinderRequest &request)
{
    for (const DriverInfo *driver : drivers) {
        if (!driver->finder)
            continue;
        Finder *finder = driver->finder(m_context, this);
        ++m_searches;
        connect(finder, &Finder::found, this,
                [this](const Candidate &candidate) { m_found.append(candidate.toJson()); });
        connect(finder, &Finder::finished, this, [this, finder] {
            finder->deleteLater();
            if (--m_searches == 0)
                interrupt();
        });
        finder->start(request);
    }
    if (m_searches == 0)
        interrupt();
}

// What was found so far is the answer.
void DiscoverCommand::interrupt()
{
    output().document(m_found);
    Q_EMIT finished(0);
}

} // namespace flotilla::cli
