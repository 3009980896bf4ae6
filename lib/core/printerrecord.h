// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/camera.h"
#include "core/capabilities.h"
#include "core/printerstatus.h"

#include <QStringList>
#include <QUuid>

namespace flotilla {

// What is remembered of a printer, one row of the database. Secrets are not in it (secretKey()).
struct PrinterRecord
{
    QUuid id;
    QString driver;
    QString name;
    QJsonObject settings; // typed by DriverInfo::settings
    QStringList tags = {};
    QString location = {};
    QString note = {};
    bool inService = true; // false: remembered, never connected to
    QString serial = {}; // as confirmed by a session
    QList<Camera> cameras = {};
    Capabilities capabilities = {};
    PrinterStatus lastStatus = {};
    Plate plate = Plate::Unknown;
    int position = 0;
    QDateTime addedAt = {};
};

// The name of one secret setting in the SecretStore.
QString secretKey(const QUuid &printer, const QString &setting);

} // namespace flotilla
