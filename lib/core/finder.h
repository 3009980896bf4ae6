// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/services.h"

#include <QJsonObject>
#include <QObject>

#include <chrono>

namespace flotilla {

// A machine that answered a search, not yet remembered.
struct Candidate
{
    QString driver;
    QString name; // as the machine calls itself, cleaned
    QString address; // the sender's, never one out of the payload
    QString serial = {};
    QString model = {};
    QJsonObject settings = {}; // for DriverConfig, as far as known
    // A place where such a machine may be, not one that is known to be there: a serial port.
    bool isGuess = false;

    QJsonObject toJson() const;
    bool operator==(const Candidate &) const = default;
};

struct FinderTarget
{
    QString host;
    quint16 port = 0; // 0 = the system's own ports
};

struct FinderRequest
{
    QList<FinderTarget> targets = {}; // asked directly, beside the search of every interface
    std::chrono::milliseconds limit {10'000};
    bool searchNetwork = true; // false: only the targets and the loopback
    bool everyPort = false; // guesses are told, too: this very system was asked for
};

// One search for machines of one system. Make one for each search, start() it once.
class Finder : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    Q_DISABLE_COPY_MOVE(Finder)

    virtual void start(const FinderRequest &request) = 0;

Q_SIGNALS:
    // Each machine once.
    void found(const flotilla::Candidate &candidate);
    void finished();
};

} // namespace flotilla
