// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

struct evp_cipher_ctx_st;

namespace flotilla::simulators {

// The two ciphers of .3w, decrypting piece by piece; sizes are multiples of 16. Padding stays in
// what comes out: files without any exist, so that the reader has to look.
class ThreewCipher
{
public:
    enum class Kind {
        Body, // AES-256-ECB
        Piece, // AES-128-CBC from a zero vector: headers and the pieces of an archive
    };

    explicit ThreewCipher(Kind kind);
    ~ThreewCipher();
    Q_DISABLE_COPY_MOVE(ThreewCipher)

    // Empty where the bytes do not come in whole blocks.
    QByteArray decrypt(QByteArrayView bytes);
    // Back to the beginning, with a fresh vector.
    void restart();

private:
    const Kind m_kind;
    std::unique_ptr<evp_cipher_ctx_st, void (*)(evp_cipher_ctx_st *)> m_context;
};

// How many bytes of PKCS#7 padding stand at the end; 0 where it is none.
qsizetype paddingOf(QByteArrayView bytes);

} // namespace flotilla::simulators
