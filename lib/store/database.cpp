// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "base/logging.h"
#include "store/databasefile_p.h"

#include <QThread>

namespace flotilla::store {

// Lives in the database thread, where its event queue is the queue of work.
class Database::Worker : public QObject
{
public:
    Result<OpenReport> open(const QString &path, const QList<Migration> &migrations)
    {
        if (m_opened)
            return m_opened->report;
        Result<OpenedFile> opened = openDatabaseFile(path, migrations);
        if (!opened) {
            m_error = opened.error();
            qCWarning(lcStore) << "cannot open" << path << "-" << m_error.message << m_error.detail;
            return failure(m_error);
        }
        m_opened = std::move(*opened);
        return m_opened->report;
    }

    Result<Connection *> connection()
    {
        if (!m_opened)
            return failure(m_error);
        return &m_opened->file->connection();
    }

    void close() { m_opened.reset(); }

private:
    std::optional<OpenedFile> m_opened;
    Error m_error {
        Error::Kind::Internal, Database::tr("The database of Flotilla is not open."), {}};
};

Database::Database(const QString &path, QObject *parent)
    : Database(path, builtinMigrations(), parent)
{
}

Database::Database(const QString &path, QList<Migration> migrations, QObject *parent)
    : QObject(parent)
    , m_path(path)
    , m_migrations(std::move(migrations))
    , m_thread(std::make_unique<QThread>())
    , m_worker(std::make_unique<Worker>())
{
    m_thread->setObjectName(QStringLiteral("database"));
    m_worker->moveToThread(m_thread.get());
    m_thread->start();
}

Database::~Database()
{
    // The event queue is first in, first out: this comes after all work that was asked for.
    QMetaObject::invokeMethod(
        m_worker.get(),
        [this] {
            m_worker->close();
            m_thread->quit();
        },
        Qt::QueuedConnection);
    m_thread->wait();
    // The answers of the last work are in the event queue of this object and would be thrown away
    // with it.
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

Command<OpenReport> Database::open()
{
    CommandPromise<OpenReport> promise;
    QMetaObject::invokeMethod(
        m_worker.get(),
        [this, promise] {
            complete([promise, report = m_worker->open(m_path, m_migrations)] {
                promise.finish(report);
            });
        },
        Qt::QueuedConnection);
    return promise.command();
}

void Database::post(Work work)
{
    QMetaObject::invokeMethod(
        m_worker.get(), [this, work = std::move(work)] { complete(work(m_worker->connection())); },
        Qt::QueuedConnection);
}

void Database::complete(Completion completion)
{
    QMetaObject::invokeMethod(this, std::move(completion), Qt::QueuedConnection);
}

Error Database::errorFromException(const char *what)
{
    return {Error::Kind::Internal,
            tr("Flotilla could not use its database. Start it again; if that does not help, send "
               "the details to "
               "its authors."),
            QString::fromUtf8(what)};
}

} // namespace flotilla::store
