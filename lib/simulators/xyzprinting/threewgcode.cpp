// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/threewgcode.h"

#include <algorithm>
#include <array>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

// In this order at the very beginning.
constexpr std::array<const char *, 7> headKeys {
    "filename", "print_time", "machine", "facets", "total_layers", "version", "total_filament"};
constexpr qsizetype longLine = 1000; // longer ones are to be avoided
constexpr qsizetype maxLineBytes = 64 * 1024;
constexpr qsizetype firstBytesKept = 4096;
constexpr double maxSeconds = 30.0 * 24 * 3600;
constexpr int versionDigits = 8;

bool isG0(QByteArrayView line)
{
    if (line.size() < 2 || (line[0] != 'G' && line[0] != 'g') || line[1] != '0')
        return false;
    const qsizetype after = line.size() > 2 && line[2] == '0' ? 3 : 2;
    return after == line.size() || line[after] < '0' || line[after] > '9';
}

} // namespace

void ThreewGcode::complain(const QString &what)
{
    if (m_complained.contains(what))
        return;
    m_complained.insert(what);
    m_complaints.append(what);
}

void ThreewGcode::feed(QByteArrayView bytes)
{
    m_scanner.feed(bytes);
    m_hash.addData(bytes);
    m_bytes += bytes.size();
    if (m_firstBytes.size() < firstBytesKept)
        m_firstBytes += bytes.first(qMin(bytes.size(), firstBytesKept - m_firstBytes.size()));
    while (!bytes.isEmpty()) {
        const qsizetype lf = bytes.indexOf('\n');
        const QByteArrayView part = lf < 0 ? bytes : bytes.first(lf);
        if (!m_skippingLine && m_carry.size() + part.size() > maxLineBytes) {
            m_skippingLine = true;
            complain(u"a line of more than 64 KiB"_s);
        }
        if (!m_skippingLine)
            m_carry += part;
        if (lf < 0)
            return;
        if (!m_skippingLine)
            takeLine(m_carry);
        m_skippingLine = false;
        m_carry.clear();
        bytes = bytes.sliced(lf + 1);
    }
}

void ThreewGcode::takeLine(QByteArrayView line)
{
    if (line.endsWith('\r'))
        line.chop(1);
    if (line.size() > longLine)
        complain(u"a line of more than 1000 bytes"_s);
    if (std::any_of(line.begin(), line.end(),
                    [](char c) { return static_cast<unsigned char>(c) >= 0x7f || c == '\0'; }))
        complain(u"bytes that are no ASCII text"_s);
    ++m_lines;
    const QByteArrayView text = line.trimmed();
    if (m_lines == 1 && !line.startsWith("; filename = ") && m_reason.isEmpty())
        m_reason = u"the first line is not \"; filename = \""_s;
    if (text.startsWith(';')) {
        if (m_inHead)
            takeKey(text.sliced(1).trimmed());
        return;
    }
    if (!text.isEmpty())
        takeCommand(text);
}

void ThreewGcode::takeKey(QByteArrayView comment)
{
    const qsizetype equals = comment.indexOf('=');
    if (equals < 0)
        return;
    const QByteArray key = comment.first(equals).trimmed().toByteArray();
    const QByteArray value = comment.sliced(equals + 1).trimmed().toByteArray();
    const auto known = std::find_if(headKeys.begin(), headKeys.end(),
                                    [&](const char *name) { return key == name; });
    if (known == headKeys.end())
        return;
    const int index = int(known - headKeys.begin());
    if (index != m_nextKey && m_reason.isEmpty())
        m_reason = u"the key %1 is not where it belongs"_s.arg(QString::fromLatin1(key));
    m_nextKey = index + 1;
    if (key == "filename" && !value.endsWith(".3w"))
        complain(u"the key filename does not end with .3w"_s);
    else if (key == "print_time")
        m_seconds = std::clamp(value.toDouble(), 0.0, maxSeconds);
    else if (key == "machine")
        m_machine = value;
    else if (key == "total_layers")
        m_layers = std::clamp(value.toInt(), 0, 1'000'000);
    else if (key == "version" && value.size() != versionDigits)
        complain(u"the key version does not have eight digits"_s);
    else if (key == "total_filament")
        m_filamentMm = std::clamp(value.toDouble(), 0.0, 1e9);
}

void ThreewGcode::takeCommand(QByteArrayView line)
{
    m_inHead = false;
    ++m_commands;
    if (isG0(line))
        complain(u"G0, which the firmware does not know"_s);
}

void ThreewGcode::finish(OpenedThreew &opened)
{
    if (!m_carry.isEmpty() && !m_skippingLine)
        takeLine(m_carry);
    opened.plan = m_scanner.finish();
    if (m_seconds > 0)
        opened.plan.seconds = std::max(1.0, m_seconds);
    if (m_layers > 0)
        opened.plan.layerCount = m_layers;
    if (m_filamentMm > 0)
        opened.plan.filamentMm = m_filamentMm;
    opened.machine = m_machine;
    opened.firstBytes = m_firstBytes;
    opened.gcodeBytes = m_bytes;
    opened.gcodeSha256 = m_hash.result();
    opened.complaints += m_complaints;
    if (m_reason.isEmpty() && m_nextKey != int(headKeys.size()))
        m_reason = u"one of the seven keys is missing"_s;
    if (m_reason.isEmpty() && m_commands == 0)
        m_reason = u"there is no G-code in it"_s;
    opened.reason = m_reason;
    opened.verdict
        = m_reason.isEmpty() ? OpenedThreew::Verdict::Good : OpenedThreew::Verdict::BadGcode;
}

} // namespace flotilla::simulators
