// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/xyzprintingfinder.h"

#include "files/threew/xyzmodels.h"

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

// On USB the port's serial number is the printer's.
Candidate printerAt(const SerialPort &port)
{
    const auto *model = files::threew::xyzModelBySerial(port.serial);
    return {.driver = u"xyzprinting"_s,
            .name = model ? model->name : XyzPrintingFinder::tr("da Vinci printer"),
            .address = port.path,
            .serial = port.serial,
            .model = model ? model->name : QString()};
}

// A board with a USB adapter of its own may be behind any port; it is not the printer's serial.
Candidate guessAt(const SerialPort &port)
{
    return {.driver = u"xyzprinting"_s,
            .name
            = port.description.isEmpty() ? XyzPrintingFinder::tr("Serial port") : port.description,
            .address = port.path,
            .isGuess = true};
}

} // namespace

XyzPrintingFinder::XyzPrintingFinder(QObject *parent, SerialPorts ports)
    : Finder(parent)
    , m_ports(std::move(ports))
{
}

void XyzPrintingFinder::start(const FinderRequest &request)
{
    QMetaObject::invokeMethod(
        this, [this, everyPort = request.everyPort] { look(everyPort); }, Qt::QueuedConnection);
}

void XyzPrintingFinder::look(bool everyPort)
{
    for (const SerialPort &port : m_ports()) {
        const bool isPrinter = isPrinterPort(port);
        if (!isPrinter && !everyPort)
            continue;
        Candidate candidate = isPrinter ? printerAt(port) : guessAt(port);
        candidate.settings
            = {{u"transport"_s, u"serial"_s}, {u"serialDevice"_s, serialDeviceOf(port)}};
        Q_EMIT found(candidate);
    }
    Q_EMIT finished();
}

} // namespace flotilla::xyzprinting
