// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzsample.h"

#include <QtEndian>

#include <openssl/evp.h>
#include <zlib.h>

namespace flotilla::test {

namespace {

QByteArray encrypted(const EVP_CIPHER *cipher, const QByteArray &plain, bool padded)
{
    const QByteArray key("@xyzprinting.com@xyzprinting.com");
    const QByteArray vector(16, '\0');
    QByteArray out(plain.size() + 32, '\0');
    int length = 0;
    int rest = 0;
    auto *bytes = reinterpret_cast<unsigned char *>(out.data());
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(context, cipher, nullptr,
                       reinterpret_cast<const unsigned char *>(key.constData()),
                       reinterpret_cast<const unsigned char *>(vector.constData()));
    EVP_CIPHER_CTX_set_padding(context, padded ? 1 : 0);
    EVP_EncryptUpdate(context, bytes, &length,
                      reinterpret_cast<const unsigned char *>(plain.constData()),
                      int(plain.size()));
    EVP_EncryptFinal_ex(context, bytes + length, &rest);
    EVP_CIPHER_CTX_free(context);
    return out.first(length + rest);
}

quint32 crcOf(const QByteArray &bytes)
{
    return quint32(
        crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), uInt(bytes.size())));
}

template<typename T> QByteArray little(T number)
{
    QByteArray bytes(sizeof(T), '\0');
    qToLittleEndian(number, bytes.data());
    return bytes;
}

void put(QByteArray &bytes, qsizetype at, quint32 number)
{
    qToBigEndian(number, bytes.data() + at);
}

QByteArray deflated(const QByteArray &plain)
{
    QByteArray packed = qCompress(plain).sliced(4); // without Qt's length
    return packed.sliced(2).chopped(4); // without the frame of zlib
}

QByteArray archive(const QByteArray &plain, int files)
{
    const QByteArray name = "sample.gcode";
    const QByteArray packed = deflated(plain);
    const QByteArray common = little<quint16>(20) + little<quint16>(0) + little<quint16>(8)
        + little<quint32>(0) + little<quint32>(crcOf(plain))
        + little<quint32>(quint32(packed.size())) + little<quint32>(quint32(plain.size()))
        + little<quint16>(quint16(name.size())) + little<quint16>(0);
    const QByteArray entry = "PK\3\4" + common + name + packed;
    const QByteArray directory
        = QByteArray("PK\1\2") + little<quint16>(20) + common + QByteArray(14, '\0') + name;
    return entry + directory + "PK\5\6" + QByteArray(4, '\0') + little<quint16>(quint16(files))
        + little<quint16>(quint16(files)) + little<quint32>(quint32(directory.size()))
        + little<quint32>(quint32(entry.size())) + QByteArray(2, '\0');
}

} // namespace

QByteArray XyzSample::text() const
{
    if (!gcode.isEmpty())
        return gcode;
    QByteArray text = "; filename = sample.3w\n; print_time = " + QByteArray::number(seconds)
        + "\n; machine = " + machine
        + "\n; facets = 12\n; total_layers = " + QByteArray::number(layers)
        + "\n; version = 18020109\n; total_filament = 1234.50\nG21\nM109 S210\n";
    for (int layer = 0; layer < layers; ++layer)
        text += "G1 Z" + QByteArray::number(layer * 0.2) + "\nG1 X10 Y10 E"
            + QByteArray::number(layer) + "\nG1 X50 Y10 E" + QByteArray::number(layer + 0.5) + '\n';
    return text + "M84     ; disable motors\n";
}

QByteArray XyzSample::bytes() const
{
    const QByteArray plain = text();
    const QByteArray header = plain.left(plain.indexOf("G21"));
    QByteArray body;
    if (zipped) {
        const QByteArray packed = archive(plain, filesInArchive);
        for (qsizetype at = 0; at < packed.size(); at += 0x2000)
            body += encrypted(EVP_aes_128_cbc(), packed.mid(at, 0x2000), true);
    } else {
        body = encrypted(EVP_aes_256_ecb(), plain, padded);
    }
    QByteArray head(0x2000, '\0');
    head.replace(0, 12, "3DPFNKG13WTW");
    head[12] = 1;
    head[13] = char(version);
    const bool old = version == 2;
    const qsizetype tag = old ? 4704 : 28;
    put(head, 16, quint32(tag - 20));
    head.replace(tag, 8, zipped ? "TagEa128" : "TagEJ256");
    const QByteArray stored = old ? encrypted(EVP_aes_128_cbc(), header, true) : header;
    if (old) {
        put(head, tag + 8, 68);
        put(head, tag + 12, crcOf(body));
    } else {
        put(head, tag + 8, quint32(header.size()));
        put(head, tag + 12, 68);
        put(head, tag + 16, 1);
        put(head, tag + 20, crcOf(body));
    }
    head.replace(old ? 4784 : 112, stored.size(), stored);
    return head + body;
}

} // namespace flotilla::test
