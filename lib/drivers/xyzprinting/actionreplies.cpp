// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/actionreplies.h"

#include <algorithm>
#include <cmath>

namespace flotilla::xyzprinting {

namespace {

constexpr qsizetype mostNameBytes = 24;
constexpr qsizetype mostParts = 64;
constexpr qsizetype mostNumbers = 16;

bool isActionName(QByteArrayView name)
{
    // One letter is the key of a query's reply.
    return name.size() > 1 && name.size() <= mostNameBytes
        && std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

QByteArray withoutQuotes(QByteArrayView text)
{
    QByteArray bare = text.trimmed().toByteArray();
    if (bare.size() >= 2 && bare.startsWith('"') && bare.endsWith('"'))
        bare = bare.mid(1, bare.size() - 2);
    return bare;
}

std::optional<double> numberOf(const QByteArray &text)
{
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<ActionReply> parseActionReply(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isActionName(line.first(colon)))
        return std::nullopt;
    const QByteArrayView braces = line.sliced(colon + 1).trimmed();
    if (!braces.startsWith('{') || !braces.endsWith('}') || braces.size() < 2)
        return std::nullopt;

    ActionReply reply {.action = line.first(colon).toByteArray(), .stat = {}};
    const QList<QByteArray> parts
        = braces.sliced(1, braces.size() - 2).toByteArray().split(',').mid(0, mostParts);
    for (const QByteArray &part : parts) {
        const qsizetype split = part.indexOf(':');
        if (split < 0) {
            if (const auto number = numberOf(part.trimmed());
                number && reply.numbers.size() < mostNumbers)
                reply.numbers.append(*number);
            continue;
        }
        const QByteArray key = withoutQuotes(QByteArrayView(part).first(split));
        const QByteArray value = withoutQuotes(QByteArrayView(part).sliced(split + 1));
        if (key == "stat")
            reply.stat = value.left(mostNameBytes);
        else if (const auto celsius = numberOf(value);
                 key == "extemp" && celsius && std::abs(*celsius) < 1000)
            reply.nozzleCelsius = int(std::lround(*celsius));
    }
    return reply;
}

} // namespace flotilla::xyzprinting
