// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <array>
#include <vector>

namespace flotilla::simulators {

inline constexpr int maxSimulatedTools = 4;

// What a simulated printer needs to know of a print file to act it out.
struct GcodePlan
{
    double seconds = 0; // printing at 100 % speed
    int layerCount = 0;
    // Where each layer begins, as part of the whole (0..1); empty: evenly.
    std::vector<float> layerStarts;
    std::array<double, maxSimulatedTools> nozzleCelsius {}; // 0: not heated
    double bedCelsius = 0;
    double filamentMm = 0;
    double filamentGrams = 0;
    QStringList materials; // one per tool of the file
    QStringList colors;
    QList<double> grams;
    QByteArray thumbnail; // PNG or BMP; empty where there is none

    int layerAt(double progress) const; // 1-based while printing
};

// Reads G-code (.gcode, .g, the G-code part of .gx) as it streams by. Memory is bounded whatever
// comes in: lines are cut, layers and pictures have ceilings. Files it cannot read (.3mf) get a
// plain plan.
class GcodeScanner
{
public:
    void feed(QByteArrayView bytes);
    // Call once, after the last byte.
    GcodePlan finish();

private:
    void takeLine(QByteArrayView line);
    void takeComment(QByteArrayView comment);
    void takeCommand(QByteArrayView line);
    void takeHeater(int code, QByteArrayView line);
    void takeThumbnailLine(QByteArrayView comment);
    void beginLayer();
    void takeGxHeader();
    void takeGxPicture(QByteArrayView skipped);

    GcodePlan m_plan;
    QByteArray m_carry;
    bool m_skippingLine = false;
    bool m_headSeen = false;
    qint64 m_skipBytes = 0;
    // The picture between the head of a .gx file and its G-code.
    qint64 m_gxPosition = 0;
    qint64 m_gxPictureBegin = 0;
    qint64 m_gxPictureEnd = 0;
    QByteArray m_gxPicture;
    qint64 m_moves = 0;
    std::vector<qint64> m_layerMoves;
    int m_layers = 0;
    int m_statedLayers = 0;
    int m_tool = 0;
    bool m_extruded = false;
    bool m_inThumbnail = false;
    QByteArray m_thumbnailText;
    double m_statedSeconds = 0;
};

} // namespace flotilla::simulators
