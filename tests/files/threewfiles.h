// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/threew/decoder.h"

#include <QByteArray>
#include <QTemporaryDir>

namespace flotilla::test {

// A folder of files to convert, and what the conversions made of them.
class ThreewFiles
{
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const;
    QByteArray read(const QString &name) const;
    // Everything that lies in it: nothing may be left behind.
    QStringList names() const;

    // "job.gcode" → "job.3w" and back to "back.gcode"; the bytes that were made, or a failed test.
    QByteArray encoded(const QByteArray &gcode, const files::threew::EncodeOptions &options) const;
    QByteArray decoded(const QByteArray &threew) const;
    // Why not; a null kind is a failed test.
    Error refused(const QByteArray &threew) const;

private:
    QTemporaryDir m_folder;
};

quint32 number(const QByteArray &bytes, qsizetype at); // big-endian
void putNumber(QByteArray &bytes, qsizetype at, quint32 number);
quint32 crcOf(QByteArrayView bytes);

// The ciphers, written a second time: AES-256-ECB of a body, AES-128-CBC of a piece; no padding is
// added or taken.
QByteArray bodyCipher(const QByteArray &bytes, bool encrypt);
QByteArray pieceCipher(const QByteArray &bytes, bool encrypt);
QByteArray padded(const QByteArray &bytes);

// A .3w around a body, as its best-known writer makes it; for broken ones.
QByteArray threewOf(files::threew::Form form, const QByteArray &header, const QByteArray &body);

} // namespace flotilla::test
