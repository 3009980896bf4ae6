// SPDX-License-Identifier: GPL-3.0-or-later
// What claims to come from a 1.1 Plus. The first byte is the size of the pieces; pieces must not
// change what is read, and whatever it is becomes a value within its bounds or an error.
#include "drivers/xyzprinting/jsonchannel.h"
#include "drivers/xyzprinting/jsonstatus.h"

#include <cstdint>
#include <cstdlib>

using namespace flotilla::xyzprinting;

namespace {

void require(bool truth)
{
    if (!truth)
        std::abort();
}

void readReply(const QByteArray &object, MachineReport &report)
{
    const auto reply = parseJsonReply(object);
    if (!reply) {
        require(!reply.error().message.isEmpty() && reply.error().detail.size() < 500);
        return;
    }
    require(reply->result >= 0);
    require(!jsonRefusal(*reply).message.isEmpty() && !jsonFileRefusal(*reply).message.isEmpty());
    if (const auto length = announcedPicture(*reply))
        require(*length > 0 && *length <= JsonFramer::maxRawBytes);
    for (const quint32 error : loggedErrors(*reply))
        require(error != 0);
    if (!readJsonStatus(*reply, report))
        return;
    require(report.tools.size() <= 2 && report.cartridges.size() <= 2);
    require(report.name.size() <= 64 && report.serial.size() <= 32 && report.errors.size() <= 16);
    require(!report.job || (report.job->percent >= 0 && report.job->percent <= 100));
    require(report.lives.machineMinutes.value_or(0) >= 0);
}

// Objects, with a picture after each that announces one; "!" at the end of a broken stream.
QByteArrayList read(QByteArrayView stream, qsizetype piece)
{
    JsonFramer framer;
    QByteArrayList found;
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        framer.append(stream.sliced(at, qMin(piece, stream.size() - at)));
        for (bool more = true; more;) {
            if (framer.awaitsRaw()) {
                const auto raw = framer.takeRaw();
                more = raw.has_value();
                if (raw)
                    found << *raw;
                continue;
            }
            const auto object = framer.nextObject();
            if (!object)
                return found << QByteArray("!");
            more = object->has_value();
            if (!more)
                continue;
            found << **object;
            const auto reply = parseJsonReply(**object);
            const auto length = reply ? announcedPicture(*reply) : 0;
            if (length.value_or(0) > 0)
                require(framer.expectRaw(*length).has_value());
        }
    }
    return found;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const qsizetype piece = 1 + data[0] % 64;
    const QByteArrayView stream(data + 1, qsizetype(size - 1));
    const QByteArrayList objects = read(stream, qMax(qsizetype(1), stream.size()));
    require(objects == read(stream, piece));
    MachineReport report;
    for (const QByteArray &object : objects)
        readReply(object, report);
    const JobHold hold = JobHold::fromText(QString::fromUtf8(stream));
    require(JobHold::fromText(hold.toText()) == hold);
    return 0;
}
