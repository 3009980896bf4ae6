// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/drivercontext.h"
#include "core/services.h"
#include "net/networkaccess.h"
#include "store/secretstore.h"

#include "support/manualclock.h"

#include <QMap>
#include <QThreadPool>

namespace flotilla::test {

// Secrets in memory. With `broken` every command fails with it; while `hold` is set, reads wait.
class MemorySecrets final : public store::SecretStore
{
public:
    Command<QByteArray> read(const QString &key) override
    {
        ++reads;
        if (broken)
            return failure(*broken);
        if (hold) {
            waiting.append({key, {}});
            return waiting.last().second.command();
        }
        return stored(key);
    }
    Command<void> write(const QString &key, const QByteArray &value) override
    {
        if (broken)
            return failure(*broken);
        values.insert(key, value);
        return finishedCommand();
    }
    Command<void> remove(const QString &key) override
    {
        values.remove(key);
        return finishedCommand();
    }
    QString place() const override { return QStringLiteral("memory"); }

    void letGo()
    {
        hold = false;
        for (const auto &[key, promise] : std::exchange(waiting, {}))
            promise.finish(stored(key));
    }

    QMap<QString, QByteArray> values;
    std::optional<Error> broken;
    bool hold = false;
    int reads = 0;
    QList<QPair<QString, CommandPromise<QByteArray>>> waiting;

private:
    Result<QByteArray> stored(const QString &key) const
    {
        if (!values.contains(key))
            return failure(notFound(key));
        return values.value(key);
    }
};

// What drivers and printers stand on, with clocks that only the test turns.
struct FakeWorld
{
    ManualClock clock;
    MemorySecrets secrets;
    QThreadPool pool;
    net::NetworkAccess network {&pool};
    NoFileServer files;
    NoBroker broker;
    DriverContext context {clock, secrets, network, files, broker, pool};
};

} // namespace flotilla::test
