// SPDX-License-Identifier: GPL-3.0-or-later
// What claims to be a reply to a V3 query. The first byte is the size of the pieces; pieces must
// not change what is read, and whatever it is becomes a value within its bounds.
#include "drivers/xyzprinting/offering.h"
#include "drivers/xyzprinting/query.h"
#include "drivers/xyzprinting/replyreader.h"
#include "drivers/xyzprinting/reporting.h"

#include <cstdint>
#include <cstdlib>

using namespace flotilla::xyzprinting;

namespace {

void require(bool truth)
{
    if (!truth)
        std::abort();
}

QList<QByteArray> read(const QByteArray &bytes, qsizetype piece)
{
    ReplyReader reader;
    auto status = ReplyReader::Status::Incomplete;
    for (qsizetype at = 0; at < bytes.size() && status == ReplyReader::Status::Incomplete;
         at += piece)
        status = reader.feed(QByteArrayView(bytes).sliced(at, qMin(piece, bytes.size() - at)));
    qsizetype total = 0;
    for (const QByteArray &line : reader.lines())
        total += line.size();
    require(total <= ReplyReader::maxReplyBytes + ReplyReader::maxLineBytes);
    return status == ReplyReader::Status::Complete ? reader.lines() : QList<QByteArray>();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const QList<QByteArray> lines = read(bytes, qMax<qsizetype>(1, data[0]));
    // A reply past the ceiling is none, wherever its pieces end.
    if (bytes.size() < ReplyReader::maxLineBytes)
        require(lines == read(bytes, bytes.size()));

    MachineReport report;
    applyQuery(report, lines);
    require(report.tools.size() <= 2 && report.cartridges.size() <= 2);
    require(report.name.size() <= 64 && report.serial.size() <= 32 && report.errors.size() <= 16);
    require(report.bedReadings.size() <= 16 && report.networksInReach.size() <= 64);
    require(report.blockBytes >= 1024 && report.blockBytes <= 65536);
    require(!report.job || (report.job->percent >= 0 && report.job->percent <= 100));
    require(report.lives.machineMinutes.value_or(0) >= 0);
    StateTracker tracker({});
    const auto state
        = stateFrom(report, tracker.observe(report, std::chrono::seconds(1)), nullptr, {});
    require(state.readings.size() < 64 && state.faults.size() <= 16);
    require(!capabilitiesOf(nullptr, report, false).fileTypes.isEmpty());
    return 0;
}
