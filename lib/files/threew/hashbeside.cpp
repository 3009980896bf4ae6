// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/hashbeside_p.h"

#include <QtConcurrent/QtConcurrentRun>

namespace flotilla::files::threew {

HashBeside::HashBeside(bool wanted)
    : m_wanted(wanted)
{
}

HashBeside::~HashBeside()
{
    m_running.waitForFinished();
}

void HashBeside::add(const QByteArray &bytes)
{
    if (!m_wanted)
        return;
    m_running.waitForFinished();
    m_running = QtConcurrent::run([this, bytes] { m_hash.add(bytes); });
}

QByteArray HashBeside::result()
{
    m_running.waitForFinished();
    return m_wanted ? m_hash.result() : QByteArray();
}

} // namespace flotilla::files::threew
