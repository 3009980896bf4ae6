// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/sha256.h"

#include <openssl/evp.h>

namespace flotilla {

struct Sha256::Context
{
    struct End
    {
        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, End> digest {EVP_MD_CTX_new()};
};

Sha256::Sha256()
    : m_context(std::make_unique<Context>())
{
    Q_CHECK_PTR(m_context->digest.get());
    EVP_DigestInit_ex(m_context->digest.get(), EVP_sha256(), nullptr);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256 &&) noexcept = default;
Sha256 &Sha256::operator=(Sha256 &&) noexcept = default;

void Sha256::add(QByteArrayView bytes)
{
    EVP_DigestUpdate(m_context->digest.get(), bytes.data(), size_t(bytes.size()));
}

QByteArray Sha256::result() const
{
    const std::unique_ptr<EVP_MD_CTX, Context::End> copy(EVP_MD_CTX_new());
    Q_CHECK_PTR(copy.get());
    EVP_MD_CTX_copy_ex(copy.get(), m_context->digest.get());
    QByteArray digest(digestBytes, Qt::Uninitialized);
    EVP_DigestFinal_ex(copy.get(), reinterpret_cast<uchar *>(digest.data()), nullptr);
    return digest;
}

} // namespace flotilla
