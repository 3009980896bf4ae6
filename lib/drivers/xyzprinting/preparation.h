// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/transferjob.h"
#include "files/threew/container.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

class QThreadPool;

namespace flotilla::xyzprinting {

// A .3w that is ready for one printer.
struct Prepared
{
    QString path;
    std::optional<GivenFile> given = {}; // there where `path` is not the file that was given
    std::optional<files::threew::Version> version = {};
    bool operator==(const Prepared &) const = default;
};

// Makes of a dropped file, in the thread pool, what a printer wants: G-code becomes a .3w, a .3w
// made for another machine or of another version is wrapped anew, one that fits is left as it is.
// Make one for each file, start() it once.
class Preparation : public QObject
{
    Q_OBJECT

public:
    struct Wish
    {
        QString path; // the given file
        QString outPath; // where a new one is written, if need be
        QString fileId; // of the printer's model; empty: not known
        std::optional<files::threew::Form> form; // nullopt: not known
        QString name; // of the job
    };

    Preparation(Wish wish, QThreadPool *pool, QObject *parent = nullptr);
    // What runs in the pool is told to stop, and not waited for.
    ~Preparation() override;

    void start();

Q_SIGNALS:
    void progressChanged(qint64 done, qint64 total);
    // Once; BadFile for what can be no print file for this printer.
    void finished(const flotilla::Result<flotilla::xyzprinting::Prepared> &prepared);

private:
    // What both threads see.
    struct Shared
    {
        std::atomic<bool> stop = false;
        std::atomic<qint64> done = 0;
        std::atomic<qint64> total = 0;
    };

    static Result<Prepared> prepare(const Wish &wish, const std::shared_ptr<Shared> &shared);

    const Wish m_wish;
    QThreadPool *const m_pool;
    std::shared_ptr<Shared> m_shared; // the thread may outlive us
    QFutureWatcher<Result<Prepared>> m_watcher;
    QTimer m_ticks;
};

} // namespace flotilla::xyzprinting
