// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/desk.h"

namespace flotilla::models {

Desk::Desk(const DeskServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
}

} // namespace flotilla::models
