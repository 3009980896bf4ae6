// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/hashbeside_p.h"

#include <QtConcurrent/QtConcurrentRun>

namespace flotilla::files::threew {

Sha256::Sha256()
    : m_context(EVP_MD_CTX_new())
{
    Q_CHECK_PTR(m_context.get());
    EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
}

void Sha256::add(const QByteArray &bytes)
{
    EVP_DigestUpdate(m_context.get(), bytes.constData(), size_t(bytes.size()));
}

QByteArray Sha256::hex()
{
    QByteArray digest(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned length = 0;
    EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<uchar *>(digest.data()), &length);
    digest.truncate(qsizetype(length));
    return digest.toHex();
}

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

QByteArray HashBeside::hex()
{
    m_running.waitForFinished();
    return m_wanted ? m_hash.hex() : QByteArray();
}

} // namespace flotilla::files::threew
