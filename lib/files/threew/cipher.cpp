// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/cipher_p.h"

#include <algorithm>

namespace flotilla::files::threew {

namespace {

constexpr char bodyKey[] = "@xyzprinting.com@xyzprinting.com"; // 256 bits
constexpr char pieceKey[] = "@xyzprinting.com"; // 128 bits
constexpr uchar noStart[cipherBlock] {}; // the IV

const uchar *bytesOf(const char *text)
{
    return reinterpret_cast<const uchar *>(text);
}

CipherContext begin(const EVP_CIPHER *cipher, const char *key, Direction direction)
{
    CipherContext context(EVP_CIPHER_CTX_new());
    Q_CHECK_PTR(context.get());
    if (EVP_CipherInit_ex(context.get(), cipher, nullptr, bytesOf(key), noStart,
                          direction == Direction::Encrypt)
        != 1)
        qFatal("OpenSSL does not offer AES");
    EVP_CIPHER_CTX_set_padding(context.get(), direction == Direction::Encrypt);
    return context;
}

QByteArray update(EVP_CIPHER_CTX *context, QByteArrayView bytes, QByteArrayView before = {})
{
    QByteArray out(before.size() + bytes.size() + cipherBlock, Qt::Uninitialized);
    std::copy(before.begin(), before.end(), out.data());
    int made = 0;
    EVP_CipherUpdate(context, reinterpret_cast<uchar *>(out.data()) + before.size(), &made,
                     bytesOf(bytes.data()), int(bytes.size()));
    out.truncate(before.size() + made);
    return out;
}

std::optional<QByteArray> last(EVP_CIPHER_CTX *context)
{
    QByteArray out(cipherBlock, Qt::Uninitialized);
    int made = 0;
    if (EVP_CipherFinal_ex(context, reinterpret_cast<uchar *>(out.data()), &made) != 1)
        return std::nullopt;
    out.truncate(made);
    return out;
}

} // namespace

qsizetype paddingOf(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return 0;
    const qsizetype count = uchar(bytes.back());
    if (count < 1 || count > std::min(cipherBlock, bytes.size()))
        return 0;
    const QByteArrayView end = bytes.last(count);
    return std::all_of(end.begin(), end.end(), [&](char c) { return uchar(c) == count; }) ? count
                                                                                          : 0;
}

BodyCipher::BodyCipher(Direction direction)
    : m_context(begin(EVP_aes_256_ecb(), bodyKey, direction))
{
}

QByteArray BodyCipher::add(QByteArrayView bytes, QByteArrayView before)
{
    return update(m_context.get(), bytes, before);
}

std::optional<QByteArray> BodyCipher::finish()
{
    return last(m_context.get());
}

PieceCipher::PieceCipher(Direction direction)
    : m_context(begin(EVP_aes_128_cbc(), pieceKey, direction))
    , m_direction(direction)
{
}

std::optional<QByteArray> PieceCipher::piece(QByteArrayView bytes)
{
    EVP_CipherInit_ex(m_context.get(), nullptr, nullptr, nullptr, noStart, -1);
    QByteArray out = update(m_context.get(), bytes);
    const auto rest = last(m_context.get());
    if (!rest)
        return std::nullopt;
    out += *rest;
    if (m_direction == Direction::Decrypt)
        out.chop(paddingOf(out));
    return out;
}

} // namespace flotilla::files::threew
