// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/filesecretstore.h"

#include <QObject>

#include <memory>

namespace flotilla::store {

// The keychain in front of the file that was used while there was none: what the keychain does not
// hold is looked for in the file, and what is written to the keychain leaves the file.
class LayeredSecretStore final : public QObject, public SecretStore
{
    Q_OBJECT

public:
    // `keychain` is shared for the reason given with OpenedSecretStore.
    LayeredSecretStore(std::shared_ptr<SecretStore> keychain,
                       std::unique_ptr<FileSecretStore> file);
    Q_DISABLE_COPY_MOVE(LayeredSecretStore)

    Command<QByteArray> read(const QString &key) override;
    Command<void> write(const QString &key, const QByteArray &value) override;
    Command<void> remove(const QString &key) override;
    QString place() const override;

private:
    const std::shared_ptr<SecretStore> m_keychain;
    const std::unique_ptr<FileSecretStore> m_file;
};

} // namespace flotilla::store
