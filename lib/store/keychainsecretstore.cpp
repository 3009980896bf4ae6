// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/keychainsecretstore.h"

#include "base/logging.h"

#include <QTimer>

#include <qt6keychain/keychain.h>

namespace flotilla::store {

using namespace Qt::StringLiterals;

namespace {

QString serviceName()
{
    return u"Flotilla"_s;
}

Error errorOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {Error::Kind::NotAuthorised,
                KeychainSecretStore::tr(
                    "The keychain of your system refused access. Unlock it and try again."),
                job.errorString()};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {Error::Kind::Unsupported,
                KeychainSecretStore::tr("No keychain is running in this session."),
                job.errorString()};
    case QKeychain::EntryNotFound:
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    return {Error::Kind::Internal,
            KeychainSecretStore::tr("The keychain of your system does not work."),
            job.errorString()};
}

} // namespace

KeychainSecretStore::KeychainSecretStore(std::chrono::milliseconds limit, QObject *parent)
    : QObject(parent)
    , m_limit(limit)
{
}

QString KeychainSecretStore::place() const
{
    return tr("the keychain of your system");
}

// answer(job) says what a job without error means. The job has no parent and is not deleted at the
// limit: a backend may still hold its address and call it much later. It deletes itself after its
// end.
template<typename T, typename Answer>
Command<T> KeychainSecretStore::start(QKeychain::Job *job, const QString &key, Answer answer)
{
    CommandPromise<T> promise;
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, this, [promise, key, answer](QKeychain::Job *ended) {
        if (ended->error() == QKeychain::NoError)
            promise.finish(answer(ended));
        else if (ended->error() == QKeychain::EntryNotFound)
            promise.finish(failure(notFound(key)));
        else
            promise.finish(failure(errorOf(*ended)));
    });
    QTimer::singleShot(m_limit, this, [promise] {
        promise.finish(failure(Error::Kind::TimedOut,
                               tr("The keychain of your system does not answer. Look for its "
                                  "window and unlock it, then try again.")));
    });
    job->start();
    return promise.command();
}

Command<QByteArray> KeychainSecretStore::read(const QString &key)
{
    if (const Result<void> checked = checkKey(key); !checked)
        return failure(checked.error());
    return start<QByteArray>(
        new QKeychain::ReadPasswordJob(serviceName()), key,
        [](QKeychain::Job *job) -> Result<QByteArray> {
            return static_cast<QKeychain::ReadPasswordJob *>(job)->binaryData();
        });
}

Command<void> KeychainSecretStore::write(const QString &key, const QByteArray &value)
{
    if (const Result<void> checked = checkEntry(key, value); !checked)
        return failure(checked.error());
    auto *job = new QKeychain::WritePasswordJob(serviceName());
    job->setBinaryData(value);
    return start<void>(job, key, [](QKeychain::Job *) { return Result<void>(); });
}

Command<void> KeychainSecretStore::remove(const QString &key)
{
    if (const Result<void> checked = checkKey(key); !checked)
        return failure(checked.error());
    return start<void>(new QKeychain::DeletePasswordJob(serviceName()), key,
                       [](QKeychain::Job *) { return Result<void>(); })
        .chain(this, [](const Result<void> &removed) -> Result<void> {
            if (!removed && removed.error().kind == Error::Kind::NotFound)
                return {};
            return removed;
        });
}

} // namespace flotilla::store
