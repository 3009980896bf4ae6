// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "store/connection.h"
#include "store/migrations.h"

#include <QObject>
#include <QString>

#include <exception>
#include <functional>
#include <memory>

class QThread;

namespace flotilla::store {

// What opening found and did.
struct OpenReport
{
    int schemaVersion = 0;
    QString
        setAside; // where a damaged file was moved to; empty where there was none. Tell the user.
    QString backup; // the copy made before a migration; empty where none was needed
};

// The one database of a data folder, with a thread and a connection of its own. Lives on the main
// thread and is called from there. Work is a function from Connection to a Result, taking and
// returning values only; it runs in the database thread, in the order of the calls, and its command
// ends in the thread of this object. The destructor lets everything that was asked for run to its
// end, then joins the thread: a write that was accepted is not lost by quitting.
class Database : public QObject
{
    Q_OBJECT

public:
    explicit Database(const QString &path, QObject *parent = nullptr);
    // With a schema of the caller's, for tests of migrations.
    Database(const QString &path, QList<Migration> migrations, QObject *parent = nullptr);
    ~Database() override;
    Q_DISABLE_COPY_MOVE(Database)

    // Opens the file, or makes it, and brings the schema up to date. A damaged file is moved aside
    // and said in the report; one of a newer Flotilla is refused and left untouched. Work asked for
    // after this call waits for it, so nobody else has to; without an open database work ends with
    // the error of the last open(). May be called again after an error.
    Command<OpenReport> open();

    // fn: Result<T>(Connection &), copyable.
    template<typename F>
    auto run(F fn) -> Command<typename std::invoke_result_t<F &, Connection &>::value_type>
    {
        using Answer = std::invoke_result_t<F &, Connection &>;
        CommandPromise<typename Answer::value_type> promise;
        post([promise,
              fn = std::move(fn)](const Result<Connection *> &connection) mutable -> Completion {
            const Answer answer
                = connection ? guarded(fn, **connection) : Answer(failure(connection.error()));
            return [promise, answer] { promise.finish(answer); };
        });
        return promise.command();
    }

    // The same inside one transaction: committed when fn returns a value, otherwise rolled back.
    template<typename F> auto transaction(F fn)
    {
        return run([fn = std::move(fn)](Connection &connection) mutable {
            return connection.transaction(fn);
        });
    }

    QString path() const { return m_path; }

private:
    class Worker;
    // What work leaves to be done in the thread of this object. Ending a command there rather than
    // in the database thread means that no handler's context can go while it is being told.
    using Completion = std::function<void()>;
    using Work = std::function<Completion(const Result<Connection *> &)>;

    void post(Work work);
    void complete(Completion completion);
    static Error errorFromException(const char *what);

    template<typename F>
    static auto guarded(F &fn, Connection &connection) -> std::invoke_result_t<F &, Connection &>
    {
        try {
            return fn(connection);
        } catch (const std::exception &e) {
            return failure(errorFromException(e.what()));
        } catch (...) {
            return failure(errorFromException("unknown exception"));
        }
    }

    const QString m_path;
    const QList<Migration> m_migrations;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<Worker> m_worker; // lives in m_thread
};

} // namespace flotilla::store
