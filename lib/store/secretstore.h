// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

namespace flotilla::store {

// Where check codes, private keys and passwords are kept. The rest of the program holds only the
// key (for example "printer/<id>/checkCode"). Lives on the main thread. Values never reach a log.
class SecretStore
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::store::SecretStore)

public:
    static constexpr qsizetype maxKeyLength = 200;
    static constexpr qsizetype maxValueBytes = qsizetype(64) * 1024;

    SecretStore() = default;
    virtual ~SecretStore() = default;
    Q_DISABLE_COPY_MOVE(SecretStore)

    // NotFound where nothing was stored under the key.
    virtual Command<QByteArray> read(const QString &key) = 0;
    virtual Command<void> write(const QString &key, const QByteArray &value) = 0;
    // Removing what is not there is no error.
    virtual Command<void> remove(const QString &key) = 0;

    // For people, to stand after "Secrets are kept in": "the system keychain", "the file …".
    virtual QString place() const = 0;

protected:
    // The limits above, as WrongUse.
    static Result<void> checkKey(const QString &key);
    static Result<void> checkEntry(const QString &key, const QByteArray &value);
    static Error notFound(const QString &key);
};

} // namespace flotilla::store
