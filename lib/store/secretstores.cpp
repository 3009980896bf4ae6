// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/secretstores.h"

#include "base/logging.h"
#include "store/filesecretstore.h"
#include "store/keychainsecretstore.h"
#include "store/layeredsecretstore.h"
#include "store/sessionbus.h"

#include <QFileInfo>
#include <QTimer>
#include <QUuid>

namespace flotilla::store {

using namespace Qt::StringLiterals;

namespace {

// Tries a keychain and hands out the store that will be used. Deletes itself at the end.
class SecretStoreOpening : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::store::SecretStoreOpening)

public:
    SecretStoreOpening(std::shared_ptr<SecretStore> keychain, const QString &folder)
        : m_keychain(std::move(keychain))
        , m_file(std::make_unique<FileSecretStore>(folder + "/secrets"_L1))
    {
    }

    // `ready` ends well when the keychain may be touched at all.
    Command<OpenedSecretStore> start(const Command<void> &ready, std::chrono::milliseconds limit)
    {
        const QString key = u"canary/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
        const QByteArray value = QUuid::createUuid().toRfc4122();
        const auto tried
            = ready.then(this, [this, key, value] { return m_keychain->write(key, value); })
                  .then(this, [this, key] { return m_keychain->read(key); })
                  .then(this, [value](const QByteArray &read) -> Result<void> {
                      if (read != value)
                          return failure(Error::Kind::BadReply, tr("It gave back another value."));
                      return {};
                  });
        tried.onFinished(this, [this, key](const Result<void> &result) {
            if (m_promise.isFinished())
                return;
            if (result)
                m_keychain->remove(key);
            end(result);
        });
        QTimer::singleShot(limit, this, [this] {
            end(failure(Error::Kind::TimedOut, tr("It did not answer in time.")));
        });
        return m_promise.command();
    }

private:
    void end(const Result<void> &keychainWorks)
    {
        if (m_promise.isFinished())
            return;
        m_promise.finish(keychainWorks ? withKeychain() : withFile(keychainWorks.error()));
        deleteLater();
    }

    Result<OpenedSecretStore> withKeychain()
    {
        if (!QFileInfo::exists(m_file->filePath()))
            return OpenedSecretStore {m_keychain, {}};
        QStringList notices = m_file->prepare().value_or(QStringList());
        return OpenedSecretStore {
            std::make_shared<LayeredSecretStore>(m_keychain, std::move(m_file)), notices};
    }

    Result<OpenedSecretStore> withFile(const Error &reason)
    {
        qCWarning(lcStore) << "the system keychain is not used:" << reason.message << reason.detail;
        Result<QStringList> notices = m_file->prepare();
        if (!notices)
            return failure(notices.error());
        notices->prepend(
            tr("Passwords and codes are kept in %1. The keychain of your system is not used: %2")
                .arg(m_file->place(), reason.message));
        return OpenedSecretStore {std::move(m_file), *notices};
    }

    const std::shared_ptr<SecretStore> m_keychain;
    std::unique_ptr<FileSecretStore> m_file;
    CommandPromise<OpenedSecretStore> m_promise;
};

Command<OpenedSecretStore> openFile(const QString &folder)
{
    auto file = std::make_shared<FileSecretStore>(folder + "/secrets"_L1);
    return file->prepare().map([&](const QStringList &notices) {
        return OpenedSecretStore {file, notices};
    });
}

} // namespace

Command<OpenedSecretStore> openSecretStore(SecretPolicy policy, const QString &folder,
                                           std::chrono::milliseconds limit)
{
    if (policy == SecretPolicy::FileOnly)
        return openFile(folder);
    auto *opening = new SecretStoreOpening(std::make_shared<KeychainSecretStore>(), folder);
    return opening->start(sessionBusAnswers(limit), limit);
}

Command<OpenedSecretStore> openSecretStore(std::shared_ptr<SecretStore> keychain,
                                           const QString &folder, std::chrono::milliseconds limit)
{
    return (new SecretStoreOpening(std::move(keychain), folder))->start(finishedCommand(), limit);
}

} // namespace flotilla::store
