// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/threewcipher.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace flotilla::simulators {

namespace {

constexpr qsizetype blockBytes = 16;
// Facts of the format, the same in every printer.
constexpr std::array<unsigned char, 32> key {'@', 'x', 'y', 'z', 'p', 'r', 'i', 'n', 't', 'i', 'n',
                                             'g', '.', 'c', 'o', 'm', '@', 'x', 'y', 'z', 'p', 'r',
                                             'i', 'n', 't', 'i', 'n', 'g', '.', 'c', 'o', 'm'};
constexpr std::array<unsigned char, 16> zeroVector {};

} // namespace

ThreewCipher::ThreewCipher(Kind kind)
    : m_kind(kind)
    , m_context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free)
{
    restart();
}

ThreewCipher::~ThreewCipher() = default;

void ThreewCipher::restart()
{
    // The key of the pieces is the first half of the other one.
    EVP_DecryptInit_ex(m_context.get(),
                       m_kind == Kind::Body ? EVP_aes_256_ecb() : EVP_aes_128_cbc(), nullptr,
                       key.data(), zeroVector.data());
    EVP_CIPHER_CTX_set_padding(m_context.get(), 0);
}

QByteArray ThreewCipher::decrypt(QByteArrayView bytes)
{
    if (bytes.isEmpty() || bytes.size() % blockBytes != 0)
        return {};
    QByteArray plain(bytes.size() + blockBytes, Qt::Uninitialized);
    int written = 0;
    const bool ok = EVP_DecryptUpdate(
                        m_context.get(), reinterpret_cast<unsigned char *>(plain.data()), &written,
                        reinterpret_cast<const unsigned char *>(bytes.data()), int(bytes.size()))
        == 1;
    plain.truncate(ok ? written : 0);
    return plain;
}

qsizetype paddingOf(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return 0;
    const auto count = qsizetype(static_cast<unsigned char>(bytes.back()));
    if (count < 1 || count > blockBytes || count > bytes.size())
        return 0;
    const QByteArrayView tail = bytes.last(count);
    return std::all_of(tail.begin(), tail.end(), [&](char c) { return c == bytes.back(); }) ? count
                                                                                            : 0;
}

} // namespace flotilla::simulators
