// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/threew/cipher_p.h"
#include "files/threew/container.h"
#include "files/threew/zipstream_p.h"

#include <memory>

namespace flotilla::files::threew {

// G-code → the body of a .3w, as it comes.
class BodyWriter
{
public:
    virtual ~BodyWriter() = default;

    // What there is to write now.
    virtual QByteArray add(QByteArrayView text) = 0;
    virtual QByteArray finish() = 0;

    static std::unique_ptr<BodyWriter> make(Form form);
};

// The body of a .3w → G-code, as it comes. Checks everything but the CRC of the head.
class BodyReader
{
public:
    virtual ~BodyReader() = default;

    virtual Result<void> add(QByteArrayView bytes) = 0;
    // What came is the whole body.
    virtual Result<void> finish() = 0;

    // `name` of the file, for sentences.
    static std::unique_ptr<BodyReader> make(Form form, const QString &name, Sink sink);
};

// Whether a body of that many bytes can be whole; nothing is said of bodies that are not encrypted.
bool mayBeWhole(Form form, qint64 bodyBytes);

} // namespace flotilla::files::threew
