// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/gcodeplan.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace flotilla::simulators {

namespace {

constexpr qsizetype maxLineBytes = 64 * 1024;
constexpr qsizetype maxThumbnailText = 2 * 1024 * 1024;
constexpr size_t maxLayerMarks = 100'000;
constexpr double maxSeconds = 30.0 * 24 * 3600;
constexpr qsizetype gxHeaderBytes = 58;
constexpr quint32 maxGxSkip = 8 * 1024 * 1024;

// Where a file says nothing: a short print in PLA, so that a job made of trash still runs to its
// end.
constexpr double defaultSeconds = 1800;
constexpr int defaultLayers = 100;
constexpr double defaultNozzleCelsius = 220;
constexpr double defaultBedCelsius = 55;
// A move of a file without a stated time; the order of size matters, not the value.
constexpr double secondsPerMove = 0.05;

QByteArrayView trimmed(QByteArrayView text)
{
    return text.trimmed();
}

// "1d 2h 3m 4s", "11m 15s", "451".
double durationSeconds(QByteArrayView text)
{
    double total = 0;
    double number = 0;
    bool any = false;
    qsizetype begin = -1;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : '\0';
        if ((c >= '0' && c <= '9') || c == '.') {
            begin = begin < 0 ? i : begin;
            continue;
        }
        if (begin >= 0) {
            number = text.sliced(begin, i - begin).toByteArray().toDouble();
            begin = -1;
            any = true;
            const double unit = c == 'd' ? 86400 : c == 'h' ? 3600 : c == 'm' ? 60 : 1;
            total += number * unit;
        }
    }
    return any && std::isfinite(total) ? std::clamp(total, 0.0, maxSeconds) : 0;
}

// The value of "key = value" or "key: value" at the start of a comment; nullopt for other comments.
std::optional<QByteArrayView> valueOf(QByteArrayView comment, QByteArrayView key)
{
    if (!comment.startsWith(key))
        return std::nullopt;
    QByteArrayView rest = trimmed(comment.sliced(key.size()));
    if (!rest.startsWith('=') && !rest.startsWith(':'))
        return std::nullopt;
    return trimmed(rest.sliced(1));
}

double sumOf(QByteArrayView list)
{
    double sum = 0;
    for (const QByteArray &part : list.toByteArray().split(','))
        sum += qMax(0.0, part.trimmed().toDouble());
    return std::isfinite(sum) ? sum : 0;
}

QStringList wordsOf(QByteArrayView list)
{
    QStringList words;
    for (const QByteArray &part : list.toByteArray().split(';')) {
        if (words.size() < maxSimulatedTools)
            words.append(QString::fromUtf8(
                part.trimmed().first(qMin<qsizetype>(part.trimmed().size(), 32))));
    }
    return words;
}

// The number behind a letter of a command ("S210"), nullopt where it is absent.
std::optional<double> parameter(QByteArrayView line, char letter)
{
    for (qsizetype i = 1; i < line.size(); ++i) {
        if (line[i] == ';')
            break;
        if (line[i] != letter || (line[i - 1] != ' ' && line[i - 1] != '\t'))
            continue;
        qsizetype end = i + 1;
        while (end < line.size() && end - i < 24 && line[end] != ' ' && line[end] != ';')
            ++end;
        bool ok = false;
        const double value = line.sliced(i + 1, end - i - 1).toByteArray().toDouble(&ok);
        if (ok && std::isfinite(value))
            return value;
    }
    return std::nullopt;
}

bool isPicture(const QByteArray &bytes)
{
    return bytes.startsWith("\x89PNG\r\n\x1a\n") || bytes.startsWith("BM");
}

} // namespace

int GcodePlan::layerAt(double progress) const
{
    if (layerCount <= 0)
        return 0;
    if (layerStarts.empty())
        return std::clamp(int(progress * layerCount) + 1, 1, layerCount);
    const auto next = std::upper_bound(layerStarts.begin(), layerStarts.end(), float(progress));
    return std::clamp(int(next - layerStarts.begin()), 1, layerCount);
}

void GcodeScanner::feed(QByteArrayView bytes)
{
    if (!m_headSeen) {
        m_carry += bytes;
        if (m_carry.size() < gxHeaderBytes)
            return;
        m_headSeen = true;
        takeGxHeader();
        const QByteArray head = std::exchange(m_carry, {});
        feed(head);
        return;
    }
    if (m_skipBytes > 0) {
        const qsizetype skip = qsizetype(qMin<qint64>(m_skipBytes, bytes.size()));
        m_skipBytes -= skip;
        takeGxPicture(bytes.first(skip));
        bytes = bytes.sliced(skip);
    }
    while (!bytes.isEmpty()) {
        const qsizetype lf = bytes.indexOf('\n');
        const QByteArrayView part = lf < 0 ? bytes : bytes.first(lf);
        if (!m_skippingLine && m_carry.size() + part.size() > maxLineBytes) {
            m_skippingLine = true;
            m_carry.clear();
        }
        if (lf < 0) {
            if (!m_skippingLine)
                m_carry += part;
            return;
        }
        if (m_skippingLine) {
            m_skippingLine = false;
        } else if (m_carry.isEmpty()) {
            takeLine(part);
        } else {
            m_carry += part;
            takeLine(m_carry);
            m_carry.clear();
        }
        bytes = bytes.sliced(lf + 1);
    }
}

// A .gx file: a binary head with a picture before the G-code.
void GcodeScanner::takeGxHeader()
{
    if (!m_carry.startsWith(QByteArrayView("xgcode 1.0\n\0", 12)))
        return;
    const auto *bytes = reinterpret_cast<const uchar *>(m_carry.constData());
    const quint32 gcodeBegin = qFromLittleEndian<quint32>(bytes + 0x18);
    if (gcodeBegin > maxGxSkip)
        return;
    m_skipBytes = gcodeBegin;
    m_gxPictureBegin = qFromLittleEndian<quint32>(bytes + 0x10);
    m_gxPictureEnd = qMin(qFromLittleEndian<quint32>(bytes + 0x14), gcodeBegin);
    m_statedSeconds = qFromLittleEndian<quint32>(bytes + 0x1C);
    m_plan.filamentMm = qFromLittleEndian<quint32>(bytes + 0x20);
    m_plan.bedCelsius = qFromLittleEndian<quint16>(bytes + 0x32);
    m_plan.nozzleCelsius[0] = qFromLittleEndian<quint16>(bytes + 0x34);
}

void GcodeScanner::takeGxPicture(QByteArrayView skipped)
{
    const qint64 from = qMax(m_gxPosition, m_gxPictureBegin);
    const qint64 to = qMin(m_gxPosition + skipped.size(), m_gxPictureEnd);
    if (from < to)
        m_gxPicture += skipped.sliced(qsizetype(from - m_gxPosition), qsizetype(to - from));
    m_gxPosition += skipped.size();
    if (m_gxPosition < m_gxPictureEnd || m_gxPicture.isEmpty())
        return;
    const QByteArray picture = std::exchange(m_gxPicture, {});
    if (isPicture(picture))
        m_plan.thumbnail = picture;
}

void GcodeScanner::takeLine(QByteArrayView line)
{
    line = trimmed(line);
    if (line.isEmpty())
        return;
    if (line[0] == ';') {
        takeComment(trimmed(line.sliced(1)));
        return;
    }
    m_inThumbnail = false; // a picture that never ended must not swallow the layers
    takeCommand(line);
}

void GcodeScanner::takeComment(QByteArrayView comment)
{
    if (m_inThumbnail || comment.startsWith("thumbnail begin")) {
        takeThumbnailLine(comment);
        return;
    }
    if (comment == "LAYER_CHANGE" || comment.startsWith("LAYER:")) {
        beginLayer();
        return;
    }
    for (const QByteArrayView key :
         {QByteArrayView("estimated printing time (normal mode)"), QByteArrayView("TIME")}) {
        if (const auto value = valueOf(comment, key); value && m_statedSeconds == 0)
            m_statedSeconds = durationSeconds(*value);
    }
    if (const qsizetype total = comment.indexOf("total estimated time:"); total >= 0)
        m_statedSeconds = durationSeconds(comment.sliced(total + 21));
    for (const QByteArrayView key :
         {QByteArrayView("total layer number"), QByteArrayView("total layers count"),
          QByteArrayView("LAYER_COUNT"), QByteArrayView("layer_count")}) {
        if (const auto value = valueOf(comment, key))
            m_statedLayers = std::clamp(value->toByteArray().toInt(), 0, 1'000'000);
    }
    if (const auto value = valueOf(comment, "filament used [mm]"))
        m_plan.filamentMm = sumOf(*value);
    if (const auto value = valueOf(comment, "filament used [g]")) {
        m_plan.filamentGrams = sumOf(*value);
        for (const QByteArray &part : value->toByteArray().split(',')) {
            if (m_plan.grams.size() < maxSimulatedTools)
                m_plan.grams.append(part.trimmed().toDouble());
        }
    }
    if (const auto value = valueOf(comment, "filament_type"))
        m_plan.materials = wordsOf(*value);
    if (const auto value = valueOf(comment, "filament_colour"))
        m_plan.colors = wordsOf(*value);
}

void GcodeScanner::takeThumbnailLine(QByteArrayView comment)
{
    if (!m_inThumbnail) {
        m_inThumbnail = true;
        m_thumbnailText.clear();
        return;
    }
    if (!comment.startsWith("thumbnail end")) {
        if (m_thumbnailText.size() + comment.size() <= maxThumbnailText)
            m_thumbnailText += comment;
        return;
    }
    m_inThumbnail = false;
    const QByteArray picture = QByteArray::fromBase64(m_thumbnailText);
    m_thumbnailText.clear();
    // The largest of several sizes is the last one worth keeping.
    if (isPicture(picture) && picture.size() > m_plan.thumbnail.size())
        m_plan.thumbnail = picture;
}

void GcodeScanner::beginLayer()
{
    ++m_layers;
    if (m_layerMoves.size() < maxLayerMarks)
        m_layerMoves.push_back(m_moves);
}

void GcodeScanner::takeCommand(QByteArrayView line)
{
    if (line.size() < 2)
        return;
    qsizetype end = 1;
    while (end < line.size() && end < 6 && line[end] >= '0' && line[end] <= '9')
        ++end;
    const int code = line.sliced(1, end - 1).toByteArray().toInt();
    if (line[0] == 'G' && code <= 3 && end > 1) {
        ++m_moves;
        if (!m_extruded && line.contains('E') && parameter(line, 'E').value_or(0) > 0
            && (line.contains('X') || line.contains('Y')))
            m_extruded = true;
    } else if (line[0] == 'M') {
        takeHeater(code, line);
    } else if (line[0] == 'T' && end > 1 && code < maxSimulatedTools) {
        m_tool = code;
    }
}

void GcodeScanner::takeHeater(int code, QByteArrayView line)
{
    const bool nozzle = code == 104 || code == 109;
    const bool bed = code == 140 || code == 190;
    if (!nozzle && !bed)
        return;
    const double celsius = parameter(line, 'S').value_or(0);
    if (celsius <= 0 || celsius > 500)
        return;
    if (bed) {
        if (!m_extruded)
            m_plan.bedCelsius = celsius;
        return;
    }
    const int tool = int(parameter(line, 'T').value_or(m_tool));
    if (tool < 0 || tool >= maxSimulatedTools)
        return;
    // The last target before the first extruding move is the printing one; a tool that starts later
    // in the file still has none then.
    double &target = m_plan.nozzleCelsius[size_t(tool)];
    if (!m_extruded || target == 0)
        target = celsius;
}

GcodePlan GcodeScanner::finish()
{
    if (!m_headSeen) {
        m_headSeen = true;
        const QByteArray head = std::exchange(m_carry, {});
        feed(head);
    }
    if (!m_skippingLine)
        takeLine(std::exchange(m_carry, {}));

    m_plan.seconds = m_statedSeconds > 0 ? m_statedSeconds : double(m_moves) * secondsPerMove;
    m_plan.seconds
        = std::clamp(m_plan.seconds > 0 ? m_plan.seconds : defaultSeconds, 1.0, maxSeconds);
    m_plan.layerCount = m_layers > 0 ? m_layers
        : m_statedLayers > 0         ? m_statedLayers
                                     : defaultLayers;
    if (m_moves > 0 && size_t(m_layers) == m_layerMoves.size()) {
        for (const qint64 moves : m_layerMoves)
            m_plan.layerStarts.push_back(float(double(moves) / double(m_moves)));
    }
    const bool heated = std::any_of(m_plan.nozzleCelsius.begin(), m_plan.nozzleCelsius.end(),
                                    [](double celsius) { return celsius > 0; });
    if (!heated)
        m_plan.nozzleCelsius[0] = defaultNozzleCelsius;
    if (m_plan.bedCelsius == 0 && !heated)
        m_plan.bedCelsius = defaultBedCelsius;
    return std::move(m_plan);
}

} // namespace flotilla::simulators
