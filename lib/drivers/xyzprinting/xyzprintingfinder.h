// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/finder.h"
#include "drivers/xyzprinting/serialports.h"

namespace flotilla::xyzprinting {

// Finds da Vinci printers on USB, by what the system says of its ports: nothing is opened, nothing
// is written. In the network they cannot be found: they neither announce themselves nor answer a
// search, and their port is that of any office printer.
class XyzPrintingFinder : public Finder
{
    Q_OBJECT

public:
    explicit XyzPrintingFinder(QObject *parent = nullptr, SerialPorts ports = presentSerialPorts);

    void start(const FinderRequest &request) override;

private:
    void look(bool everyPort);

    const SerialPorts m_ports;
};

} // namespace flotilla::xyzprinting
