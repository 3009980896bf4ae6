// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/parameter.h"
#include "core/printerstate.h"

#include <QList>
#include <QMap>
#include <QSet>

#include <optional>

namespace flotilla {

// Something this machine can be told to do beyond the common commands: calibrate, load filament,
// clear a prompt. Becomes a menu entry, `flotillactl act` and a cloud command.
struct Action
{
    QString id;
    QString label;
    QString help = {};
    QList<Parameter> parameters = {};
    QString confirmation = {}; // asked before it is done; empty = no question
    QList<State> allowedIn = {}; // empty = always

    bool isAllowedIn(State state) const { return allowedIn.isEmpty() || allowedIn.contains(state); }
    QJsonObject toJson() const;
    bool operator==(const Action &) const = default;
};

// What one machine can do, by model and firmware. Reported by its driver after each handshake, kept
// in the database, and true while the printer is away. The user interface asks this, never the
// driver's type.
struct Capabilities
{
    struct Volume
    {
        double x = 0; // mm
        double y = 0;
        double z = 0;
        bool operator==(const Volume &) const = default;
    };

    bool pause = false; // and resume
    bool pauseCanMark = false; // a pause may be seen on the part, as with resin: asked before
    bool cancel = false;
    bool home = false;
    bool jog = false;
    bool gcode = false; // raw lines with their replies
    bool light = false;
    bool speed = false; // print speed in percent
    bool listsFiles = false;
    bool deletesFiles = false;
    bool thumbnails = false;
    bool storesFiles = false; // upload without a start
    bool startsStored = false; // start a file that is there already
    bool startsOnUpload = false; // cannot receive without starting
    bool clearsPlate = false; // the printer itself wants to hear that the plate is clear
    bool emergencyStop = false;

    QMap<QString, double> heaters = {}; // tool0, bed, chamber, … → highest target in °C
    QList<QString> fans = {}; // settable, in percent
    double speedMinimum = 50; // %
    double speedMaximum = 150;
    QList<QString> storages = {};
    QList<QString> fileTypes = {}; // "gcode", "gx", "3mf": lower case, no dot
    // Those of them that are sent in another form: "gcode" → "3w".
    QMap<QString, QString> conversions = {};
    std::optional<Volume> buildVolume = {};
    QList<QString> cameraKinds = {}; // "mjpeg", "rtsp", "stills" (single pictures on request)
    QList<Parameter> startOptions = {};
    QList<Action> actions = {};

    const Action *action(const QString &id) const;
    bool accepts(const QString &fileName) const; // by its ending
    // The form that a file of this name is converted to on its way; empty: it is sent as it is.
    QString convertedForm(const QString &fileName) const;

    QJsonObject toJson() const;
    static Capabilities fromJson(const QJsonObject &object);
    // The names of what is there, for `flotillactl drivers`.
    QList<QString> names() const;

    bool operator==(const Capabilities &) const = default;
};

} // namespace flotilla
