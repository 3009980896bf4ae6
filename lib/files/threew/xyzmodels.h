// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/threew/container.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace flotilla::files::threew {

// One model of XYZprinting's da Vinci printers.
struct XyzModel
{
    QString id; // what the printer calls itself, in `p:`
    QString fileId; // what its files call it, in `; machine`; some models share one
    QStringList serialPrefixes; // the first six letters of its serial number
    QString name; // for a person
    Form form; // what its firmware of 2018 takes
    // The newest firmware that is known to take `form`; empty: `form` whatever the firmware.
    QString lastOldFirmware;
    bool hasLcd; // a menu of its own: takes no `action=`
    bool heatedBed;
    bool wifi;
    bool scanner;
    bool laser; // an engraver may be put in
    bool camera;
    int extruders;
    bool jsonProtocol; // over Wi-Fi
    bool v2Serial; // speaks the older protocol over USB
    double x, y, z; // room to print in, mm: length, width, height
};

// All that are known, in the order of the protocol page. Lives as long as the program.
const QList<XyzModel> &xyzModels();

// By what the printer calls itself; null: not known.
const XyzModel *xyzModel(QStringView id);
// By its serial number, of which the first six letters are looked at; null: not known.
const XyzModel *xyzModelBySerial(QStringView serial);
// The models whose files call them so; more than one where they take the same files.
QList<const XyzModel *> xyzModelsByFileId(QStringView fileId);

// What this printer wants: `form` of its model up to `lastOldFirmware`, V5 from there on. An empty
// or unreadable firmware counts as old.
Form formFor(const XyzModel &model, QStringView firmware);

} // namespace flotilla::files::threew
