// SPDX-License-Identifier: GPL-3.0-or-later
#include "threewfiles.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QtEndian>

#include <openssl/evp.h>
#include <zlib.h>

namespace flotilla::test {

using namespace Qt::StringLiterals;
using files::threew::Version;

namespace {

QByteArray crypt(const EVP_CIPHER *cipher, const char *key, const QByteArray &bytes, bool encrypt)
{
    const QByteArray zeros(16, '\0');
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    EVP_CipherInit_ex(context, cipher, nullptr, reinterpret_cast<const uchar *>(key),
                      reinterpret_cast<const uchar *>(zeros.constData()), encrypt);
    EVP_CIPHER_CTX_set_padding(context, 0);
    QByteArray out(bytes.size() + 16, Qt::Uninitialized);
    int made = 0;
    EVP_CipherUpdate(context, reinterpret_cast<uchar *>(out.data()), &made,
                     reinterpret_cast<const uchar *>(bytes.constData()), int(bytes.size()));
    EVP_CIPHER_CTX_free(context);
    out.truncate(made);
    return out;
}

} // namespace

QString ThreewFiles::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

QByteArray ThreewFiles::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList ThreewFiles::names() const
{
    return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
}

QByteArray ThreewFiles::encoded(const QByteArray &gcode,
                                const files::threew::EncodeOptions &options) const
{
    const auto done
        = files::threew::encode(write(u"job.gcode"_s, gcode), path(u"job.3w"_s), options);
    if (!done) {
        QTest::qFail(qPrintable(done.error().message), __FILE__, __LINE__);
        return {};
    }
    return read(u"job.3w"_s);
}

QByteArray ThreewFiles::decoded(const QByteArray &threew) const
{
    const auto done = files::threew::decode(write(u"given.3w"_s, threew), path(u"back.gcode"_s));
    if (!done) {
        QTest::qFail(qPrintable(done.error().message), __FILE__, __LINE__);
        return {};
    }
    return read(u"back.gcode"_s);
}

Error ThreewFiles::refused(const QByteArray &threew) const
{
    QFile::remove(path(u"back.gcode"_s));
    const auto done = files::threew::decode(write(u"given.3w"_s, threew), path(u"back.gcode"_s));
    if (done || QFile::exists(path(u"back.gcode"_s))) {
        QTest::qFail("a bad file was converted", __FILE__, __LINE__);
        return {};
    }
    return done.error();
}

quint32 number(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

void putNumber(QByteArray &bytes, qsizetype at, quint32 number)
{
    qToBigEndian(number, bytes.data() + at);
}

quint32 crcOf(QByteArrayView bytes)
{
    return quint32(crc32_z(0, reinterpret_cast<const Bytef *>(bytes.data()), size_t(bytes.size())));
}

QByteArray bodyCipher(const QByteArray &bytes, bool encrypt)
{
    return crypt(EVP_aes_256_ecb(), "@xyzprinting.com@xyzprinting.com", bytes, encrypt);
}

QByteArray pieceCipher(const QByteArray &bytes, bool encrypt)
{
    return crypt(EVP_aes_128_cbc(), "@xyzprinting.com", bytes, encrypt);
}

QByteArray padded(const QByteArray &bytes)
{
    const qsizetype count = 16 - bytes.size() % 16;
    return bytes + QByteArray(count, char(count));
}

// miniMover's spacing, for both versions.
QByteArray threewOf(files::threew::Form form, const QByteArray &header, const QByteArray &body)
{
    QByteArray bytes("3DPFNKG13WTW\1");
    bytes.append(char(form.version));
    bytes.resize(0x2000, '\0');
    putNumber(bytes, 16, 4684);
    bytes.replace(4704, 8, form.zipped ? "TagEa128" : "TagEJ256");
    const bool isV5 = form.version == Version::V5;
    const QByteArray stored = isV5 ? header : pieceCipher(padded(header), true);
    if (isV5) {
        putNumber(bytes, 4712, quint32(stored.size()));
        putNumber(bytes, 4716, 80);
        putNumber(bytes, 4720, 1);
    } else {
        putNumber(bytes, 4712, 68);
    }
    putNumber(bytes, isV5 ? 4724 : 4716, crcOf(body));
    bytes.replace(isV5 ? 4800 : 4784, stored.size(), stored);
    return bytes + body;
}

} // namespace flotilla::test
