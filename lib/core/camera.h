// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"

#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QUrl>

#include <memory>

namespace flotilla {

// A camera that belongs to a printer, as remembered.
struct Camera
{
    QString id;
    QString name;
    QString source = QStringLiteral("driver"); // driver, url, usb
    QString address = {}; // of url and usb; empty for the driver's own
    int rotate = 0; // 0, 90, 180, 270
    bool mirror = false;
    bool isDefault = false;

    QJsonObject toJson() const;
    static Camera fromJson(const QJsonObject &object);
    bool operator==(const Camera &) const = default;
};

// Where pictures come from once a camera is open.
struct CameraSource
{
    QUrl url;
    QString kind; // "mjpeg", "rtsp", "flv", "usb"
    bool operator==(const CameraSource &) const = default;
};

// The one upstream connection of one camera, counted: the first lease opens it, the last one closes
// it. Owned by its Printer, lives on the main thread.
class CameraGate : public QObject
{
    Q_OBJECT

public:
    using Open = std::function<Command<CameraSource>()>;
    using Close = std::function<void()>;

    CameraGate(Open open, Close close, QObject *parent);
    ~CameraGate() override;
    Q_DISABLE_COPY_MOVE(CameraGate)

    int leases() const { return m_leases; }

private:
    friend class CameraLease;
    void add();
    void drop();

    Open m_open;
    Close m_close;
    int m_leases = 0;
    std::optional<Command<CameraSource>> m_source;
};

// A right to look through a camera; the stream stays open as long as one lease lives. Move-only.
class CameraLease
{
public:
    CameraLease() = default;
    explicit CameraLease(CameraGate *gate);
    CameraLease(CameraLease &&other) noexcept;
    CameraLease &operator=(CameraLease &&other) noexcept;
    ~CameraLease();
    Q_DISABLE_COPY(CameraLease)

    bool isValid() const { return m_gate; }
    // Where the pictures are; fails as Canceled once the printer is gone.
    Command<CameraSource> source() const;
    void release();

private:
    QPointer<CameraGate> m_gate;
};

} // namespace flotilla
