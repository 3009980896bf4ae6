// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace flotilla {

// SHA-256 of bytes as they come. OpenSSL uses the processor's own instructions for it, which Qt's
// does not: five times as fast. Any thread, one at a time.
class Sha256
{
public:
    static constexpr qsizetype digestBytes = 32;

    Sha256();
    ~Sha256();
    Sha256(Sha256 &&) noexcept;
    Sha256 &operator=(Sha256 &&) noexcept;

    void add(QByteArrayView bytes);
    // Of the bytes so far; more may follow.
    QByteArray result() const;

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace flotilla
