// SPDX-License-Identifier: GPL-3.0-or-later
// 40 MB of G-code made a .3w and back, against a bare loop that reads the same file, puts it
// through the same cipher and the same CRC, and writes what comes of it to a file of the same kind.
// By turns.
#include "measure.h"

#include "files/threew/decoder.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSaveFile>
#include <QTemporaryDir>

#include <openssl/evp.h>
#include <zlib.h>

#include <functional>

#include <unistd.h>

using namespace flotilla;
using namespace flotilla::bench;
using namespace flotilla::files::threew;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 fileBytes = 40'000'000;
constexpr qint64 pieceBytes = 256 * 1024;
constexpr qint64 headBytes = 0x2000;
constexpr int rounds = 15;

constexpr double leastRatio = 0.6;
constexpr double mostMegabytes = 32;

// As slicers write it: moves with a word of the slicer here and there.
void writeGcode(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(path));
    file.write(";FLAVOR:Marlin\n;TIME:36000\n;Filament used: 120.5m\n;Layer height: 0.2\n"
               ";LAYER_COUNT:1000\nM104 S200\nG28\n");
    quint32 state = 1;
    double pushed = 0;
    for (int line = 0; file.pos() < fileBytes; ++line) {
        state = state * 1664525 + 1013904223;
        const double x = (state >> 8) % 150'000 / 1000.0;
        const double y = (state >> 4) % 150'000 / 1000.0;
        if (line % 40 == 0)
            file.write(";TYPE:WALL-OUTER\n");
        QByteArray move = line % 9 == 0 ? "G0 F6000 X" : "G1 X";
        move += QByteArray::number(x, 'f', 3) + " Y" + QByteArray::number(y, 'f', 3);
        if (line % 9 != 0)
            move += " E" + QByteArray::number(pushed += 0.03, 'f', 5);
        file.write(move + '\n');
    }
    file.write("M84\n");
    file.flush();
    // Written back now rather than in the middle of a measurement.
    fsync(file.handle());
}

// The loop without anything around it; `encrypt`: the file becomes a body, else a body the file.
double bareSeconds(const QString &from, const QString &to, bool encrypt)
{
    QElapsedTimer clock;
    clock.start();
    QFile in(from);
    QSaveFile out(to);
    if (!in.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || !out.open(QIODevice::WriteOnly))
        qFatal("cannot open %s", qPrintable(from));
    if (!encrypt)
        in.seek(headBytes);
    const auto *key = reinterpret_cast<const uchar *>("@xyzprinting.com@xyzprinting.com");
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    EVP_CipherInit_ex(cipher, EVP_aes_256_ecb(), nullptr, key, nullptr, encrypt);
    QByteArray given(pieceBytes, Qt::Uninitialized);
    QByteArray made(pieceBytes + 16, Qt::Uninitialized);
    auto *const room = reinterpret_cast<uchar *>(made.data());
    uLong crc = 0;
    int length = 0;
    while (const qint64 got = in.read(given.data(), pieceBytes)) {
        const auto *bytes = reinterpret_cast<const uchar *>(given.constData());
        EVP_CipherUpdate(cipher, room, &length, bytes, int(got));
        crc = encrypt ? crc32_z(crc, room, size_t(length)) : crc32_z(crc, bytes, size_t(got));
        out.write(made.constData(), length);
    }
    EVP_CipherFinal_ex(cipher, room, &length);
    out.write(made.constData(), length);
    EVP_CIPHER_CTX_free(cipher);
    if (!out.commit() || crc == 0)
        qFatal("the bare loop failed");
    return double(clock.nsecsElapsed()) / 1e9;
}

double ourSeconds(const std::function<Result<Converted>()> &convert)
{
    QElapsedTimer clock;
    clock.start();
    const auto done = convert();
    if (!done)
        qFatal("%s", qPrintable(done.error().message));
    return double(clock.nsecsElapsed()) / 1e9;
}

struct Side
{
    QList<double> bare; // s
    QList<double> ours;
    QList<double> hashed; // ours, with the hashes of both files
    QList<double> bareWork; // s of processor time
    QList<double> ourWork;

    template<typename Bare, typename Ours> void add(Bare bareTime, Ours ourTime)
    {
        const double start = Usage::now().cpuSeconds;
        bare << bareTime();
        const double between = Usage::now().cpuSeconds;
        ours << ourTime(Hashes::NotWanted);
        bareWork << between - start;
        ourWork << Usage::now().cpuSeconds - between;
        hashed << ourTime(Hashes::Wanted);
    }
};

double best(const QList<double> &times)
{
    return percentile(times, 0);
}

QString times(const QList<double> &seconds)
{
    return u"%1 / %2 ms"_s.arg(number(best(seconds) * 1000, 0), number(median(seconds) * 1000, 0));
}

// The disk and whatever else runs can only add: the best round of each side is compared.
void report(Report &report, const QString &what, const Side &side)
{
    report.fact(what + u": bare loop, best / median"_s, times(side.bare));
    report.fact(what + u": Flotilla, best / median"_s, times(side.ours));
    report.fact(u"  with the hashes of both files"_s, times(side.hashed));
    report.fact(u"  processor time, bare loop / Flotilla"_s,
                u"%1 / %2 ms"_s.arg(number(median(side.bareWork) * 1000, 0),
                                    number(median(side.ourWork) * 1000, 0)));
    const double ratio = best(side.bare) / best(side.ours);
    report.claim(what + u": speed against the bare loop"_s, number(ratio, 2), u"≥ 0.6"_s,
                 ratio >= leastRatio);
}

} // namespace

int main()
{
    const QTemporaryDir folder;
    const QString gcode = folder.filePath(u"job.gcode"_s);
    const QString threew = folder.filePath(u"job.3w"_s);
    const QString back = folder.filePath(u"back.gcode"_s);
    const QString bare = folder.filePath(u"bare"_s);
    const EncodeOptions v5 {.fileId = u"dv1MW0A000"_s, .form = {Version::V5, false}, .name = {}};
    const EncodeOptions zipped {.fileId = u"daVinciF11"_s, .form = {Version::V2, true}, .name = {}};
    const auto encoding = [&](const EncodeOptions &options, Hashes hashes) {
        return ourSeconds([&] { return encode(gcode, threew, options, {}, hashes); });
    };
    const auto decoding = [&](Hashes hashes) {
        return ourSeconds([&] { return decode(threew, back, {}, hashes); });
    };
    writeGcode(gcode);

    const double before = residentMegabytes();
    resetPeak();
    Side encoded;
    Side decoded;
    for (int round = 0; round < rounds; ++round) {
        encoded.add([&] { return bareSeconds(gcode, bare, true); },
                    [&](Hashes hashes) { return encoding(v5, hashes); });
        decoded.add([&] { return bareSeconds(threew, bare, false); }, decoding);
    }
    Report table(u"40 MB of G-code ↔ .3w, %1 rounds by turns"_s.arg(rounds));
    report(table, u"encoding"_s, encoded);
    report(table, u"decoding"_s, decoded);
    table.fact(u"zipped: encoding"_s,
               number(encoding(zipped, Hashes::NotWanted) * 1000, 0, u"ms"_s));
    table.fact(u"zipped: decoding"_s, number(decoding(Hashes::NotWanted) * 1000, 0, u"ms"_s));
    const double peak = peakMegabytes();
    table.claim(u"memory of the whole process, peak"_s, number(peak, 1, u"MB"_s), u"≤ 32 MB"_s,
                peak <= mostMegabytes);
    table.fact(u"  of it there before"_s, number(before, 1, u"MB"_s));
    return table.end();
}
