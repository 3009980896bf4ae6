// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <openssl/evp.h>

#include <memory>
#include <optional>

namespace flotilla::files::threew {

// The two ciphers of a .3w. Their keys are part of the format and known to everybody: what they
// give is a form, not secrecy.

enum class Direction { Decrypt, Encrypt };

inline constexpr qsizetype cipherBlock = 16;

// How many bytes of padding `bytes` end with: n of the value n; 0: none.
qsizetype paddingOf(QByteArrayView bytes);

struct CipherContextEnd
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, CipherContextEnd>;

// AES-256-ECB over a whole body, as it comes. Encrypting pads at the end; decrypting leaves the
// padding where it is, because not every writer pads.
class BodyCipher
{
public:
    explicit BodyCipher(Direction direction);

    // Behind `before`, which is handed on as it is.
    QByteArray add(QByteArrayView bytes, QByteArrayView before = {});
    // What is left; nothing: the bytes end inside a block.
    std::optional<QByteArray> finish();

private:
    CipherContext m_context;
};

// AES-128-CBC over pieces that each begin anew: headers, and the pieces of a zipped body.
class PieceCipher
{
public:
    explicit PieceCipher(Direction direction);

    // Encrypting pads. Decrypting takes the padding off where there is some; nothing: the bytes end
    // inside a block.
    std::optional<QByteArray> piece(QByteArrayView bytes);

private:
    CipherContext m_context;
    const Direction m_direction;
};

} // namespace flotilla::files::threew
