// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/secretstore.h"

namespace flotilla::store {

Result<void> SecretStore::checkKey(const QString &key)
{
    if (key.isEmpty() || key.size() > maxKeyLength)
        return failure(Error::Kind::WrongUse,
                       tr("The name of a secret has 1 to %1 characters.").arg(maxKeyLength));
    return {};
}

Result<void> SecretStore::checkEntry(const QString &key, const QByteArray &value)
{
    if (value.size() > maxValueBytes)
        return failure(Error::Kind::WrongUse,
                       tr("A secret has at most %1 bytes.").arg(maxValueBytes));
    return checkKey(key);
}

Error SecretStore::notFound(const QString &key)
{
    return {
        Error::Kind::NotFound,
        tr("No password or code is stored here. Enter it again in the settings of the printer."),
        key};
}

} // namespace flotilla::store
