// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/secretstore.h"

#include <QObject>

#include <chrono>

namespace QKeychain {
class Job;
}

namespace flotilla::store {

// Secrets in the keychain of the system, under the service name "Flotilla". Whether one is there
// cannot be asked: a read without a secret service says "not found". Use openSecretStore(), which
// tries it first.
class KeychainSecretStore final : public QObject, public SecretStore
{
    Q_OBJECT

public:
    // A keychain may ask the person for a password, so an answer may take its time; but never
    // forever.
    static constexpr std::chrono::milliseconds defaultLimit = std::chrono::minutes(2);

    explicit KeychainSecretStore(std::chrono::milliseconds limit = defaultLimit,
                                 QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(KeychainSecretStore)

    Command<QByteArray> read(const QString &key) override;
    Command<void> write(const QString &key, const QByteArray &value) override;
    Command<void> remove(const QString &key) override;
    QString place() const override;

private:
    template<typename T, typename Answer>
    Command<T> start(QKeychain::Job *job, const QString &key, Answer answer);

    const std::chrono::milliseconds m_limit;
};

} // namespace flotilla::store
