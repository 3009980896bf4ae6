// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFuture>

#include <openssl/evp.h>

#include <memory>

namespace flotilla::files::threew {

// SHA-256, several times as fast as Qt's.
class Sha256
{
public:
    Sha256();

    void add(const QByteArray &bytes);
    QByteArray hex(); // ends it

private:
    struct End
    {
        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, End> m_context;
};

// The same of bytes as they come, worked out in the pool while the caller goes on: with two
// processors, hashing costs no time.
class HashBeside
{
public:
    // Without `wanted` it does nothing, and gives nothing.
    explicit HashBeside(bool wanted);
    ~HashBeside();
    Q_DISABLE_COPY_MOVE(HashBeside)

    // Waits for the bytes before these, so that no more than one piece is kept.
    void add(const QByteArray &bytes);
    QByteArray hex(); // ends it

private:
    const bool m_wanted;
    Sha256 m_hash;
    QFuture<void> m_running;
};

} // namespace flotilla::files::threew
