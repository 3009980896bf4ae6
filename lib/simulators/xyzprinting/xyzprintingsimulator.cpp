// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzprintingsimulator.h"

#include "base/logging.h"
#include "simulators/xyzprinting/xyzserial.h"
#include "simulators/xyzprinting/xyztcp.h"
#include "simulators/xyzprinting/xyztexts.h"

#include <QCoreApplication>
#include <QTimer>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Fault = XyzFault;

constexpr int serialLength = 18; // six for the model, two for the region, the rest
constexpr int ownPart = 10;
constexpr quint32 coldNozzleCode = 0x40000101;

// The model table keeps the rest; an unknown name is told by start().
const XyzMachineModel &modelOrDefault(const QString &id)
{
    const XyzMachineModel *model = xyzMachineModel(id);
    return model ? *model : xyzMachineModels().front();
}

// A serial number of this model, whatever was asked for: the last ten characters of that.
QString serialFor(const XyzMachineModel &model, const QString &wanted)
{
    const QString prefix = QString::fromLatin1(model.serialPrefix);
    if (wanted.startsWith(prefix) && wanted.size() == serialLength)
        return wanted;
    const QString own = wanted.isEmpty() ? u"1"_s : wanted.right(ownPart);
    return prefix + u"US"_s + own.rightJustified(ownPart, u'0');
}

XyzSettings settingsFor(const XyzMachineModel &model, const SimulatorOptions &options)
{
    XyzSettings settings;
    settings.name = options.name.isEmpty() ? QString::fromLatin1(model.factoryName) : options.name;
    settings.serialNumber = serialFor(model, options.serialNumber);
    settings.firmware
        = options.firmware.isEmpty() ? QString::fromLatin1(model.firmware) : options.firmware;
    return settings;
}

bool takesTheDoorAway(Fault fault)
{
    return fault == Fault::Reboot || fault == Fault::Unplugged;
}

} // namespace

class XyzPrintingSimulator::Private
{
public:
    explicit Private(const SimulatorOptions &options)
        : core(modelOrDefault(options.model), settingsFor(modelOrDefault(options.model), options),
               options)
        , tcp(core)
        , serial(core)
        , port(options.httpPort != 0 ? options.httpPort : options.tcpPort)
    {
    }

    // Opens the door on the port of before, if there was one.
    Result<void> open()
    {
        if (core.serial)
            return serial.plugIn();
        if (auto opened = tcp.listen(port); !opened)
            return opened;
        port = tcp.port();
        return {};
    }

    void close()
    {
        tcp.close();
        serial.unplug();
    }

    XyzCore core;
    XyzTcp tcp;
    XyzSerial serial;
    QTimer tick;
    QTimer reboot;
    quint16 port = 0;
    bool isStarted = false;
    bool isOpen = false;
};

XyzPrintingSimulator::XyzPrintingSimulator(const SimulatorOptions &options, QObject *parent)
    : Simulator(parent)
    , d(std::make_unique<Private>(options))
{
    d->core.stateChanged = [this] {
        qCInfo(lcSimulator, "%s: %d", qUtf8Printable(d->core.machine.settings.name),
               d->core.machine.state());
        Q_EMIT changed();
    };
    d->core.announced = [this](const QByteArray &line) {
        if (d->core.serial)
            d->serial.announce(line);
    };
    connect(&d->tick, &QTimer::timeout, this, &XyzPrintingSimulator::catchUp);
    d->reboot.setSingleShot(true);
    connect(&d->reboot, &QTimer::timeout, this, [this] {
        d->core.fault = Fault::None;
        if (const auto opened = plugIn(); !opened)
            qCWarning(lcSimulator, "after its reboot: %s", qUtf8Printable(opened.error().message));
    });
}

XyzPrintingSimulator::~XyzPrintingSimulator()
{
    stop();
    d->core.stateChanged = [] {};
}

QStringList XyzPrintingSimulator::models()
{
    QStringList ids;
    for (const XyzMachineModel &model : xyzMachineModels())
        ids.append(QString::fromLatin1(model.id));
    return ids;
}

QList<FaultInfo> XyzPrintingSimulator::faults()
{
    return xyzFaults();
}

Result<void> XyzPrintingSimulator::start()
{
    const SimulatorOptions &options = d->core.options;
    if (!xyzMachineModel(options.model))
        return failure(
            Error::Kind::WrongUse,
            QCoreApplication::translate("flotilla", "There is no model %1. Known are: %2.")
                .arg(options.model, models().join(u", "_s)));
    const bool cannot = d->core.serial ? d->core.model().json : !d->core.model().wifi;
    if (cannot || options.speed < 0)
        return failure(
            Error::Kind::WrongUse,
            QCoreApplication::translate("flotilla",
                                        "The speed makes no sense, or this model does not speak "
                                        "over that line."));
    d->isStarted = true;
    if (auto opened = plugIn(); !opened) {
        stop();
        return opened;
    }
    d->tick.start(options.tick);
    return setFault(options.fault);
}

void XyzPrintingSimulator::stop()
{
    d->isStarted = false;
    d->isOpen = false;
    d->tick.stop();
    d->reboot.stop();
    d->tcp.close();
    d->serial.close();
}

QString XyzPrintingSimulator::driver() const
{
    return u"xyzprinting"_s;
}

QJsonObject XyzPrintingSimulator::settings() const
{
    if (d->core.serial)
        return {{u"transport"_s, u"serial"_s}, {u"serialDevice"_s, d->serial.device()}};
    return {{u"transport"_s, u"lan"_s},
            {u"host"_s, d->core.options.address.toString()},
            {u"port"_s, d->port}};
}

Result<void> XyzPrintingSimulator::setFault(const QString &name)
{
    const auto fault = xyzFault(name);
    if (!fault)
        return failure(Error::Kind::WrongUse,
                       QCoreApplication::translate("flotilla", "There is no fault %1.").arg(name));
    catchUp();
    d->core.fault = *fault;
    d->core.stalled = false;
    d->reboot.stop();
    if (!d->isStarted)
        return {};
    if (!takesTheDoorAway(*fault))
        return plugIn();
    unplug();
    if (*fault == Fault::Reboot) {
        d->core.machine.reboot();
        d->reboot.start(d->core.options.rebootTime);
        catchUp();
    }
    return {};
}

QString XyzPrintingSimulator::fault() const
{
    return xyzFaultName(d->core.fault);
}

bool XyzPrintingSimulator::isSerial() const
{
    return d->core.serial;
}
quint16 XyzPrintingSimulator::port() const
{
    return d->core.serial ? 0 : d->port;
}
QString XyzPrintingSimulator::serialDevice() const
{
    return d->core.serial ? d->serial.device() : QString();
}
QString XyzPrintingSimulator::serialNumber() const
{
    return d->core.machine.settings.serialNumber;
}
int XyzPrintingSimulator::connectionsSeen() const
{
    return d->tcp.connectionsSeen();
}

const RequestLog &XyzPrintingSimulator::log() const
{
    return d->core.log;
}
void XyzPrintingSimulator::clearLog()
{
    d->core.log.clear();
}
const QList<XyzUpload> &XyzPrintingSimulator::uploads() const
{
    return d->core.uploads;
}

int XyzPrintingSimulator::state()
{
    catchUp();
    return d->core.machine.state();
}

QByteArray XyzPrintingSimulator::lines(const QByteArray &letters)
{
    catchUp();
    return xyzQueryLines(d->core, letters);
}

const XyzMachine &XyzPrintingSimulator::machine() const
{
    return d->core.machine;
}

void XyzPrintingSimulator::setSpeed(double speed)
{
    d->core.setSpeed(speed);
}

void XyzPrintingSimulator::catchUp()
{
    d->core.catchUp();
}

bool XyzPrintingSimulator::panelStart(const QString &fileName, const GcodePlan &plan)
{
    catchUp();
    const bool started = d->core.machine.start({.fileName = fileName, .token = {}, .plan = plan});
    catchUp();
    return started;
}

void XyzPrintingSimulator::panelPause()
{
    catchUp();
    d->core.machine.pause();
    catchUp();
}

void XyzPrintingSimulator::panelResume()
{
    catchUp();
    d->core.machine.resume();
    catchUp();
}

void XyzPrintingSimulator::panelCancel()
{
    catchUp();
    d->core.machine.cancel();
    catchUp();
}

void XyzPrintingSimulator::panelClearPlate()
{
    catchUp();
    d->core.machine.clearBed();
    catchUp();
}

void XyzPrintingSimulator::runOutOfFilament()
{
    catchUp();
    d->core.machine.runOutOfFilament();
    catchUp();
}

void XyzPrintingSimulator::breakDown()
{
    failWith(coldNozzleCode);
}

void XyzPrintingSimulator::abandonJob()
{
    catchUp();
    d->core.machine.abandon();
    catchUp();
}

void XyzPrintingSimulator::setErrors(const QList<quint32> &codes)
{
    d->core.machine.setErrors(codes);
    Q_EMIT changed();
}

void XyzPrintingSimulator::failWith(quint32 code)
{
    catchUp();
    d->core.machine.failWith(code);
    catchUp();
}

void XyzPrintingSimulator::setSpool(bool there)
{
    d->core.machine.setSpool(there);
    Q_EMIT changed();
}

void XyzPrintingSimulator::rename(const QString &name)
{
    d->core.machine.settings.name = name;
    Q_EMIT changed();
}

void XyzPrintingSimulator::setSerialNumber(const QString &serial)
{
    d->core.machine.settings.serialNumber = serial;
    Q_EMIT changed();
}

void XyzPrintingSimulator::overrideValue(char key, const QByteArray &value)
{
    if (value.isNull())
        d->core.overrides.remove(key);
    else
        d->core.overrides.insert(key, value);
}

void XyzPrintingSimulator::unplug()
{
    d->isOpen = false;
    d->close();
}

Result<void> XyzPrintingSimulator::plugIn()
{
    // A serial line may have come back by itself, so that it is asked each time.
    if (!d->isStarted || (d->isOpen && !d->core.serial))
        return {};
    auto opened = d->open();
    d->isOpen = opened.has_value();
    return opened;
}

} // namespace flotilla::simulators
