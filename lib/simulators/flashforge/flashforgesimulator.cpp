// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgesimulator.h"

#include "base/logging.h"
#include "simulators/flashforge/flashforgedetail.h"
#include "simulators/flashforge/flashforgediscovery.h"
#include "simulators/flashforge/flashforgehttp.h"
#include "simulators/flashforge/flashforgetcp.h"

#include <QCoreApplication>
#include <QTimer>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Fault = FlashForgeFault;

constexpr quint16 usualHttpPort = 8898;
constexpr quint16 usualTcpPort = 8899;

// The model table keeps the rest; an unknown name is told by start().
const FlashForgeModel &modelOrDefault(const QString &id)
{
    const FlashForgeModel *model = flashForgeModel(id);
    return model ? *model : flashForgeModels().front();
}

QString orElse(const QString &text, const QString &otherwise)
{
    return text.isEmpty() ? otherwise : text;
}

} // namespace

class FlashForgeSimulator::Private
{
public:
    explicit Private(const SimulatorOptions &options)
        : core(modelOrDefault(options.model), options)
        , http(core)
        , tcp(core)
        , discovery(core)
    {
        MachineSettings &set = core.machine.settings;
        set.name = orElse(options.name, QString::fromLatin1(core.machine.model().factoryName));
        set.serialNumber = orElse(options.serialNumber, u"SNFLOT0000001"_s);
        // Where there is no HTTP nobody asks for one.
        set.checkCode = hasHttp() ? orElse(options.checkCode, u"0a1b2c3d"_s) : QString();
        set.firmware = orElse(options.firmware, set.firmware);
        set.macAddress = u"88:A9:A7:00:00:01"_s;
        httpPort = options.httpPort;
        // A printer's own port is that of its only door.
        tcpPort = hasHttp() || options.tcpPort != 0 ? options.tcpPort : options.httpPort;
        udpPort = options.udpPort;
    }

    bool hasTcp() const { return core.machine.model().hasCommandPort(); }
    bool hasHttp() const { return core.machine.model().http; }

    // Opens all doors on the ports of before, if there was one.
    Result<void> open()
    {
        if (hasHttp()) {
            if (auto opened = http.listen(httpPort); !opened)
                return opened;
            httpPort = http.port();
        }
        if (hasTcp()) {
            if (auto opened = tcp.listen(tcpPort); !opened)
                return opened;
            tcpPort = tcp.port();
        }
        discovery.setPorts(hasHttp() ? httpPort : 0, hasTcp() ? tcpPort : 0);
        if (auto opened = discovery.listen(udpPort); !opened)
            return opened;
        udpPort = discovery.port();
        return {};
    }

    void close()
    {
        http.close();
        tcp.close();
        discovery.close();
    }

    FlashForgeCore core;
    FlashForgeHttp http;
    FlashForgeTcp tcp;
    FlashForgeDiscovery discovery;
    QTimer tick;
    QTimer reboot;
    quint16 httpPort = 0;
    quint16 tcpPort = 0;
    quint16 udpPort = 0;
    bool isStarted = false;
};

FlashForgeSimulator::FlashForgeSimulator(const SimulatorOptions &options, QObject *parent)
    : Simulator(parent)
    , d(std::make_unique<Private>(options))
{
    d->core.statusChanged = [this] {
        qCInfo(lcSimulator, "%s: %s", qUtf8Printable(d->core.machine.settings.name),
               qUtf8Printable(statusWord()));
        Q_EMIT changed();
    };
    connect(&d->http, &FlashForgeHttp::filesChanged, this, &FlashForgeSimulator::changed);
    connect(&d->tcp, &FlashForgeTcp::filesChanged, this, &FlashForgeSimulator::changed);
    connect(&d->tick, &QTimer::timeout, this, &FlashForgeSimulator::catchUp);
    d->reboot.setSingleShot(true);
    connect(&d->reboot, &QTimer::timeout, this, [this] {
        d->core.fault = Fault::None;
        if (const auto opened = d->open(); !opened)
            qCWarning(lcSimulator, "after its reboot: %s", qUtf8Printable(opened.error().message));
    });
}

FlashForgeSimulator::~FlashForgeSimulator()
{
    stop();
    d->core.statusChanged = [] {};
}

QStringList FlashForgeSimulator::models()
{
    QStringList ids;
    for (const FlashForgeModel &model : flashForgeModels())
        ids.append(QString::fromLatin1(model.id));
    return ids;
}

QList<FaultInfo> FlashForgeSimulator::faults()
{
    return flashForgeFaults();
}

Result<void> FlashForgeSimulator::start()
{
    const SimulatorOptions &options = d->core.options;
    if (!flashForgeModel(options.model))
        return failure(
            Error::Kind::WrongUse,
            QCoreApplication::translate("flotilla", "There is no model %1. Known are: %2.")
                .arg(options.model, models().join(u", "_s)));
    if (!discoveryReplyFromName(options.discoveryReply) || options.speed < 0)
        return failure(
            Error::Kind::WrongUse,
            QCoreApplication::translate(
                "flotilla", "The speed or the kind of discovery answer makes no sense."));
    if (auto opened = d->open(); !opened) {
        d->close();
        return opened;
    }
    d->isStarted = true;
    d->tick.start(options.tick);
    return setFault(options.fault);
}

void FlashForgeSimulator::stop()
{
    d->isStarted = false;
    d->tick.stop();
    d->reboot.stop();
    d->close();
}

QString FlashForgeSimulator::driver() const
{
    return u"flashforge"_s;
}

QJsonObject FlashForgeSimulator::settings() const
{
    const MachineSettings &set = d->core.machine.settings;
    return {{u"host"_s, address().toString()},
            {u"httpPort"_s, d->hasHttp() ? d->httpPort : usualHttpPort},
            {u"tcpPort"_s, d->hasTcp() ? d->tcpPort : usualTcpPort},
            {u"serialNumber"_s, set.serialNumber},
            {u"checkCode"_s, set.checkCode}};
}

Result<void> FlashForgeSimulator::setFault(const QString &name)
{
    const auto fault = flashForgeFault(name);
    if (!fault)
        return failure(Error::Kind::WrongUse,
                       QCoreApplication::translate("flotilla", "There is no fault %1.").arg(name));
    catchUp();
    const bool wasAway = d->core.fault == Fault::Refuse || d->core.fault == Fault::Reboot;
    d->core.fault = *fault;
    d->reboot.stop();
    if (!d->isStarted)
        return {};
    if (*fault == Fault::Refuse || *fault == Fault::Reboot) {
        d->close();
        if (*fault == Fault::Reboot) {
            d->core.machine.reboot();
            d->reboot.start(d->core.options.rebootTime);
            catchUp();
        }
        return {};
    }
    return wasAway ? d->open() : Result<void>();
}

QString FlashForgeSimulator::fault() const
{
    return flashForgeFaultName(d->core.fault);
}

QHostAddress FlashForgeSimulator::address() const
{
    return d->core.options.address;
}
quint16 FlashForgeSimulator::httpPort() const
{
    return d->hasHttp() ? d->httpPort : 0;
}
quint16 FlashForgeSimulator::tcpPort() const
{
    return d->hasTcp() ? d->tcpPort : 0;
}
quint16 FlashForgeSimulator::udpPort() const
{
    return d->udpPort;
}
QString FlashForgeSimulator::serialNumber() const
{
    return d->core.machine.settings.serialNumber;
}
QString FlashForgeSimulator::checkCode() const
{
    return d->core.machine.settings.checkCode;
}

const RequestLog &FlashForgeSimulator::log() const
{
    return d->core.log;
}
void FlashForgeSimulator::clearLog()
{
    d->core.log.clear();
}

QString FlashForgeSimulator::statusWord() const
{
    return d->core.machine.statusWord();
}

QJsonObject FlashForgeSimulator::detail()
{
    catchUp();
    return flashForgeDetail(d->core.machine,
                            {.address = address().toString(),
                             .httpPort = d->httpPort,
                             .freeBytes = d->core.freeBytes(),
                             .pidAsText = d->core.options.pidAsText});
}

QList<StoredFile> FlashForgeSimulator::files() const
{
    return d->core.files.all();
}

const StoredFile *FlashForgeSimulator::file(const QString &name) const
{
    return d->core.files.find(name);
}

int FlashForgeSimulator::probesSeen() const
{
    return d->discovery.probesSeen();
}
int FlashForgeSimulator::tcpConnections() const
{
    return d->tcp.connectionCount();
}
bool FlashForgeSimulator::tcpControlled() const
{
    return d->tcp.isControlled();
}

void FlashForgeSimulator::setSpeed(double speed)
{
    d->core.setSpeed(speed);
}

void FlashForgeSimulator::catchUp()
{
    d->core.catchUp();
}

Result<void> FlashForgeSimulator::panelStart(const PanelStart &start)
{
    catchUp();
    const StoredFile *stored = d->core.files.find(start.fileName);
    if (!stored)
        return failure(Error::Kind::NotFound,
                       QCoreApplication::translate("flotilla", "The printer has no file %1.")
                           .arg(start.fileName));
    d->core.machine.clearPlate();
    JobStart job;
    job.file = *stored;
    job.levelFirst = start.levelFirst;
    if (!d->core.machine.start(std::move(job)))
        return failure(Error::Kind::Busy,
                       QCoreApplication::translate("flotilla", "The printer is busy."));
    catchUp();
    return {};
}

void FlashForgeSimulator::panelPause()
{
    catchUp();
    d->core.machine.pause();
    catchUp();
}

void FlashForgeSimulator::panelResume()
{
    catchUp();
    d->core.machine.resume();
    catchUp();
}

void FlashForgeSimulator::panelCancel()
{
    catchUp();
    d->core.machine.cancel();
    catchUp();
}

void FlashForgeSimulator::panelClearPlate()
{
    catchUp();
    d->core.machine.clearPlate();
    catchUp();
}

void FlashForgeSimulator::raiseError(const QString &code)
{
    catchUp();
    d->core.machine.raiseError(code);
    catchUp();
}

void FlashForgeSimulator::failWith(const QString &code)
{
    catchUp();
    d->core.machine.failWith(code);
    catchUp();
}

void FlashForgeSimulator::clearError()
{
    catchUp();
    d->core.machine.clearError();
    catchUp();
}

void FlashForgeSimulator::runOutOfFilament()
{
    catchUp();
    d->core.machine.runOutOfFilament();
    catchUp();
}

void FlashForgeSimulator::breakDown()
{
    raiseError(u"E0007"_s);
}

void FlashForgeSimulator::insertFilament()
{
    d->core.machine.insertFilament();
}

void FlashForgeSimulator::setDoorOpen(bool open)
{
    d->core.machine.settings.doorOpen = open;
    Q_EMIT changed();
}

void FlashForgeSimulator::rename(const QString &name)
{
    d->core.machine.settings.name = name;
    Q_EMIT changed();
}

void FlashForgeSimulator::setSerialNumber(const QString &serial)
{
    d->core.machine.settings.serialNumber = serial;
    Q_EMIT changed();
}

void FlashForgeSimulator::setCheckCode(const QString &code)
{
    d->core.machine.settings.checkCode = code;
    Q_EMIT changed();
}

void FlashForgeSimulator::setDiscoveryReply(const QString &kind)
{
    if (const auto reply = discoveryReplyFromName(kind))
        d->discovery.setReply(*reply);
}

Result<void> FlashForgeSimulator::putFile(const QString &name, const QByteArray &content)
{
    auto incoming = isAcceptableFileName(name) ? d->core.files.begin(name) : nullptr;
    if (!incoming || !incoming->write(content))
        return failure(
            Error::Kind::BadFile,
            QCoreApplication::translate("flotilla", "The printer cannot take the file %1.")
                .arg(name));
    d->core.files.add(incoming->commit());
    Q_EMIT changed();
    return {};
}

} // namespace flotilla::simulators
