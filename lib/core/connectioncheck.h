// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/driverregistry.h"

#include <QPointer>
#include <QTimer>

#include <array>
#include <chrono>
#include <optional>

namespace flotilla {

struct DriverContext;

// One real connection to a machine that is not in the fleet, step by step: is somebody there, does
// it speak the system's language, does it let us in, does it say what it does, does its camera
// answer. Stops at the first step that fails, except for the camera, which may. Nothing is changed
// at the machine, nothing is kept. Main thread.
class ConnectionCheck : public QObject
{
    Q_OBJECT

public:
    enum class Step { Address, Protocol, Credentials, State, Camera };
    static constexpr int stepCount = 5;

    enum class Outcome {
        Waiting,
        Working,
        Done,
        Failed,
        Absent, // this machine has no such thing
    };

    struct Limits
    {
        std::chrono::milliseconds knock {5'000};
        std::chrono::milliseconds session {30'000}; // from the knock to the first report
        std::chrono::milliseconds camera {5'000};
    };

    struct Target
    {
        QString name; // for sentences
        QJsonObject settings; // typed, secrets among them
        QString knownSerial = {};
        bool heard = false; // it answered a search in its own language already
    };

    // All references must outlive the check.
    ConnectionCheck(const DriverInfo &info, DriverContext &context, const Target &target,
                    const Limits &limits, QObject *parent = nullptr);
    ConnectionCheck(const DriverInfo &info, DriverContext &context, const Target &target,
                    QObject *parent = nullptr);
    // Lets the connection go.
    ~ConnectionCheck() override;
    Q_DISABLE_COPY_MOVE(ConnectionCheck)

    void start();

    Outcome outcome(Step step) const { return m_outcomes[size_t(step)]; }
    // Whether the machine may be added: every step but the camera is behind us.
    bool hasPassed() const { return outcome(Step::State) == Outcome::Done; }

    const DriverInfo &info() const { return m_info; }
    const Target &target() const { return m_target; }
    // How soon somebody answered, and where.
    std::optional<std::chrono::milliseconds> answeredAfter() const { return m_answeredAfter; }
    std::optional<FinderTarget> address() const { return m_address; }
    const Identity &identity() const { return m_identity; }
    const DriverState &state() const { return m_state; }
    // Why a step failed; the camera's reason apart, because it stops nothing.
    const std::optional<Error> &error() const { return m_error; }
    const std::optional<Error> &cameraError() const { return m_cameraError; }
    // The setting that has to be mended, empty where none is to blame.
    const QString &setting() const { return m_setting; }

Q_SIGNALS:
    void changed();
    // Once: hasPassed() or error() says how.
    void finished();

private:
    void set(Step step, Outcome outcome);
    void knock();
    void openSession();
    void handleOpened(const Identity &identity);
    void handleFailure(const LinkFailure &failure);
    void handleState(const DriverState &state);
    void openCamera();
    void endCamera(const Result<void> &result);
    void fail(Step step, const Error &error, const QString &setting = {});
    void end();
    bool hasSecret() const;
    Step stepOf(const LinkFailure &failure) const;

    const DriverInfo &m_info;
    DriverContext &m_context;
    const Target m_target;
    const Limits m_limits;
    std::array<Outcome, stepCount> m_outcomes {};
    std::unique_ptr<PrinterDriver> m_driver;
    QTimer m_timer;
    std::optional<FinderTarget> m_address;
    std::optional<std::chrono::milliseconds> m_answeredAfter;
    Identity m_identity;
    Capabilities m_capabilities;
    DriverState m_state;
    std::optional<Error> m_error;
    std::optional<Error> m_cameraError;
    QString m_setting;
    bool m_ended = false;
};

} // namespace flotilla
