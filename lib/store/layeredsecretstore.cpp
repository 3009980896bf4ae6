// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/layeredsecretstore.h"

namespace flotilla::store {

LayeredSecretStore::LayeredSecretStore(std::shared_ptr<SecretStore> keychain,
                                       std::unique_ptr<FileSecretStore> file)
    : m_keychain(std::move(keychain))
    , m_file(std::move(file))
{
}

Command<QByteArray> LayeredSecretStore::read(const QString &key)
{
    return m_keychain->read(key).chain(
        this, [this, key](const Result<QByteArray> &found) -> Command<QByteArray> {
            if (!found && found.error().kind == Error::Kind::NotFound)
                return m_file->read(key);
            return found;
        });
}

Command<void> LayeredSecretStore::write(const QString &key, const QByteArray &value)
{
    return m_keychain->write(key, value).then(this, [this, key] { return m_file->remove(key); });
}

Command<void> LayeredSecretStore::remove(const QString &key)
{
    // The file first: were it to fail after the keychain, an old value would come back to life.
    return m_file->remove(key).then(this, [this, key] { return m_keychain->remove(key); });
}

QString LayeredSecretStore::place() const
{
    return m_keychain->place();
}

} // namespace flotilla::store
