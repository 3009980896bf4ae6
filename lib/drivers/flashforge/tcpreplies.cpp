// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/tcpreplies.h"

#include "base/masking.h"
#include "base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxNameCharacters = 128;
constexpr qsizetype maxWordCharacters = 64;
constexpr qsizetype maxNumberBytes = 32;
constexpr qsizetype maxHeaters = 8;
constexpr double absentCelsius = -50;
constexpr double maxCelsius = 1000;
constexpr double maxCoordinate = 1e6;
constexpr double maxBytes = 1e15;
constexpr int maxLayers = 10'000'000;
constexpr int maxTools = 16;
constexpr int maxExtentMm = 10'000;

// The line's name, "SN" of "SN: …"; empty where it has none.
QByteArrayView keyOf(const QByteArray &line)
{
    return QByteArrayView(line).first(qMax(qsizetype(0), line.indexOf(':'))).trimmed();
}

bool isOneOf(QByteArrayView key, std::initializer_list<QByteArrayView> names)
{
    return std::any_of(names.begin(), names.end(), [key](QByteArrayView name) {
        return key.compare(name, Qt::CaseInsensitive) == 0;
    });
}

// For error details: what names this very machine is left out.
QString textOf(const TcpReply &reply)
{
    QString text;
    for (const QByteArray &line : reply.lines) {
        if (!isOneOf(keyOf(line), {"SN", "Serial Number", "Mac Address"}))
            text += QString::fromUtf8(line) + u'\n';
    }
    return cleanText(maskSecrets(text), maxNameCharacters);
}

tl::unexpected<Error> unreadable(const TcpReply &reply)
{
    return failure(Error::Kind::BadReply,
                   QCoreApplication::translate(
                       "flashforge", "The printer's answer to %1 could not be understood.")
                       .arg(QString::fromLatin1(reply.code)),
                   textOf(reply));
}

// The refusal in the reply where there is one, else that it makes no sense.
tl::unexpected<Error> refusedOrUnreadable(const TcpReply &reply)
{
    if (const auto refusal = refusalIn(reply))
        return failure(*refusal);
    return unreadable(reply);
}

// The value behind one of the names at the beginning of a line, "SN:" as well as "SN :".
std::optional<QByteArray> valueOf(const TcpReply &reply,
                                  std::initializer_list<QByteArrayView> names)
{
    for (const QByteArray &line : reply.lines) {
        if (isOneOf(keyOf(line), names))
            return line.sliced(line.indexOf(':') + 1).trimmed();
    }
    return std::nullopt;
}

QString shown(const std::optional<QByteArray> &value, qsizetype maximum)
{
    return value ? cleanText(QByteArrayView(*value), maximum) : QString();
}

// A cursor over one line.
class Reader
{
public:
    explicit Reader(QByteArrayView text)
        : m_text(text)
    {
    }

    bool atEnd() const { return m_text.isEmpty(); }
    void skipBlanks()
    {
        while (!m_text.isEmpty() && (m_text.front() == ' ' || m_text.front() == '\t'))
            m_text = m_text.sliced(1);
    }
    void skip() { m_text = m_text.sliced(1); }
    bool take(char c)
    {
        skipBlanks();
        if (m_text.isEmpty() || m_text.front() != c)
            return false;
        m_text = m_text.sliced(1);
        return true;
    }
    std::optional<double> number()
    {
        skipBlanks();
        qsizetype end = 0;
        while (end < m_text.size() && end < maxNumberBytes && isNumberCharacter(m_text[end]))
            ++end;
        bool ok = false;
        const double value = m_text.first(end).toByteArray().toDouble(&ok);
        if (!ok || !std::isfinite(value))
            return std::nullopt;
        m_text = m_text.sliced(end);
        return value;
    }
    // Letters and digits up to a colon: "T0", "X".
    QByteArray key()
    {
        skipBlanks();
        qsizetype end = 0;
        while (end < m_text.size() && isKeyCharacter(m_text[end]))
            ++end;
        const QByteArray key = m_text.first(end).toByteArray();
        m_text = m_text.sliced(end);
        return key;
    }

private:
    static bool isNumberCharacter(char c)
    {
        return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
    }
    static bool isKeyCharacter(char c)
    {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    QByteArrayView m_text;
};

// "X:110.050 Y:110.050" as pairs; stops at what is none.
QList<std::pair<QByteArray, double>> pairsOf(QByteArrayView line)
{
    QList<std::pair<QByteArray, double>> pairs;
    Reader reader(line);
    for (;;) {
        const QByteArray key = reader.key();
        if (key.isEmpty() || !reader.take(':'))
            return pairs;
        const auto value = reader.number();
        if (!value)
            return pairs;
        pairs.append({key, *value});
    }
}

std::optional<VolumeMm> volumeOf(const TcpReply &reply)
{
    for (const QByteArray &line : reply.lines) {
        const auto pairs = pairsOf(line);
        if (pairs.size() < 3 || pairs[0].first != "X" || pairs[1].first != "Y"
            || pairs[2].first != "Z")
            continue;
        if (std::any_of(pairs.begin(), pairs.end(), [](const auto &pair) {
                return !(pair.second >= 1 && pair.second <= maxExtentMm);
            }))
            return std::nullopt;
        return VolumeMm {int(pairs[0].second), int(pairs[1].second), int(pairs[2].second)};
    }
    return std::nullopt;
}

// "45/100" at the end of a line.
std::optional<std::pair<double, double>> ratioOf(QByteArrayView text)
{
    Reader reader(text);
    const auto part = reader.number();
    if (!part || !reader.take('/'))
        return std::nullopt;
    const auto whole = reader.number();
    if (!whole || *part < 0 || *whole < 0 || *part > maxBytes || *whole > maxBytes)
        return std::nullopt;
    return std::pair(*part, *whole);
}

std::optional<double> sensorCelsius(double value)
{
    return value > absentCelsius && value <= maxCelsius ? std::optional(value) : std::nullopt;
}

std::optional<double> targetCelsius(Reader &reader)
{
    const auto value = reader.number();
    return value ? sensorCelsius(*value) : std::nullopt;
}

} // namespace

LoginVerdict loginVerdict(const TcpReply &reply)
{
    for (const QByteArray &line : reply.lines) {
        const QByteArray lower = line.toLower();
        if (lower.startsWith("control success"))
            return LoginVerdict::InControl;
        if (lower.startsWith("control failed") || lower.contains("have been connected"))
            return LoginVerdict::TakenByOther;
    }
    return LoginVerdict::Unclear;
}

Result<MachineInfo> parseMachineInfo(const TcpReply &reply)
{
    MachineInfo info;
    info.machineType = shown(valueOf(reply, {"Machine Type"}), maxNameCharacters);
    info.machineName = shown(valueOf(reply, {"Machine Name"}), maxNameCharacters);
    info.firmware = shown(valueOf(reply, {"Firmware"}), maxWordCharacters);
    info.serialNumber = shown(valueOf(reply, {"SN", "Serial Number"}), maxWordCharacters);
    info.macAddress = shown(valueOf(reply, {"Mac Address"}), maxWordCharacters);
    info.volume = volumeOf(reply);
    bool ok = false;
    const int tools = valueOf(reply, {"Tool Count"}).value_or(QByteArray()).toInt(&ok);
    if (ok && tools >= 0 && tools <= maxTools)
        info.toolCount = tools;
    if (info.machineType.isEmpty() && info.firmware.isEmpty())
        return refusedOrUnreadable(reply);
    return info;
}

std::optional<StateReading> MachineState::state() const
{
    return readingOf(machineStatus, moveMode, fileName && !fileName->isEmpty());
}

Result<MachineState> parseMachineState(const TcpReply &reply)
{
    MachineState state;
    state.machineStatus = shown(valueOf(reply, {"MachineStatus"}), maxWordCharacters);
    state.moveMode = shown(valueOf(reply, {"MoveMode"}), maxWordCharacters);
    if (state.machineStatus.isEmpty())
        return refusedOrUnreadable(reply);
    if (const auto led = valueOf(reply, {"LED", "LEDStatus"}))
        state.led = *led != "0" && led->toLower() != "off";
    if (const auto file = valueOf(reply, {"CurrentFile", "PrintFileName"}))
        state.fileName = shown(file, maxNameCharacters * 2);
    return state;
}

Result<QList<HeaterReading>> parseTemperatures(const TcpReply &reply)
{
    constexpr std::array keys {"T"_L1, "T0"_L1, "T1"_L1, "B"_L1};
    QList<HeaterReading> heaters;
    for (const QByteArray &line : reply.lines) {
        Reader reader(line);
        while (!reader.atEnd() && heaters.size() < maxHeaters) {
            const QByteArray word = reader.key();
            const QString key = QString::fromLatin1(word);
            const bool known = std::find(keys.begin(), keys.end(), key) != keys.end();
            if (!reader.take(':')) {
                // Not a pair: go on behind it.
                if (word.isEmpty() && !reader.atEnd())
                    reader.skip();
                continue;
            }
            const auto actual = reader.number();
            if (!actual || !known)
                continue;
            HeaterReading heater {key == "T"_L1 ? u"T0"_s : key, sensorCelsius(*actual)};
            if (reader.take('/'))
                heater.targetCelsius = targetCelsius(reader);
            heaters.append(heater);
        }
    }
    if (heaters.isEmpty())
        return refusedOrUnreadable(reply);
    return heaters;
}

Result<PrintProgress> parseProgress(const TcpReply &reply)
{
    constexpr QByteArrayView bytesKey("SD printing byte");
    PrintProgress progress;
    for (const QByteArray &line : reply.lines) {
        if (!line.startsWith(bytesKey))
            continue;
        if (const auto ratio = ratioOf(QByteArrayView(line).sliced(bytesKey.size())))
            progress.progress
                = ratio->second > 0 ? std::clamp(ratio->first / ratio->second, 0.0, 1.0) : 0.0;
    }
    if (const auto layer = valueOf(reply, {"Layer"})) {
        const auto ratio = ratioOf(*layer);
        if (ratio && ratio->first <= maxLayers && ratio->second <= maxLayers) {
            progress.layer = int(ratio->first);
            progress.layerCount = int(ratio->second);
        }
    }
    if (!progress.progress && !progress.layer)
        return refusedOrUnreadable(reply);
    return progress;
}

Result<Position> parsePosition(const TcpReply &reply)
{
    struct AxisRow
    {
        QByteArrayView key;
        std::optional<double> Position::*member;
    };
    constexpr std::array axes {AxisRow {"X", &Position::x}, AxisRow {"Y", &Position::y},
                               AxisRow {"Z", &Position::z}, AxisRow {"A", &Position::a},
                               AxisRow {"B", &Position::b}};
    Position position;
    for (const QByteArray &line : reply.lines) {
        for (const auto &[key, value] : pairsOf(line)) {
            for (const AxisRow &axis : axes) {
                if (key == axis.key && std::abs(value) <= maxCoordinate)
                    position.*axis.member = value;
            }
        }
    }
    if (position == Position {})
        return refusedOrUnreadable(reply);
    return position;
}

std::optional<QList<ListedFile>> parseTextFileList(const TcpReply &reply)
{
    const auto begin
        = std::find_if(reply.lines.begin(), reply.lines.end(),
                       [](const QByteArray &line) { return keyOf(line) == "info_list.size"; });
    if (begin == reply.lines.end())
        return std::nullopt;
    QList<ListedFile> files;
    const qsizetype count = begin->sliced(begin->indexOf(':') + 1).trimmed().toInt();
    for (auto line = begin + 1; line != reply.lines.end() && files.size() < count; ++line) {
        const QString path = QString::fromUtf8(*line);
        files.append({path,
                      cleanText(QStringView(path).sliced(path.lastIndexOf(u'/') + 1),
                                maxNameCharacters * 2)});
    }
    return files;
}

Result<void> uploadVerdict(const TcpReply &reply)
{
    const auto refusal = refusalIn(reply);
    if (!refusal)
        return {};
    if (refusal->detail.contains("space"_L1, Qt::CaseInsensitive))
        return failure(Error::Kind::StorageFull,
                       QCoreApplication::translate("flashforge",
                                                   "The printer's storage is full. Delete files at "
                                                   "its screen, then send the job again."),
                       refusal->detail);
    return failure(Error::Kind::Refused,
                   QCoreApplication::translate("flashforge",
                                               "The printer does not take a file now (“%1”). See "
                                               "whether somebody uses its screen, then send the "
                                               "job again.")
                       .arg(refusal->detail),
                   refusal->detail);
}

} // namespace flotilla::flashforge
