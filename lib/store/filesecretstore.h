// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/secretstore.h"

#include <QFileDevice>
#include <QMap>
#include <QStringList>

namespace flotilla::store {

// Secrets in <folder>/secrets.json, readable by its owner only (file 0600, folder 0700; the folder
// belongs to this store alone). The file is small and read or written whole, at once, in the
// calling thread: commands have ended when they are returned. It is replaced atomically, and one
// that cannot be understood is moved aside, never overwritten.
class FileSecretStore final : public SecretStore
{
public:
    explicit FileSecretStore(const QString &folder);

    // Makes the folder and looks at what is there. The sentences returned are for the user:
    // permissions that had to be tightened, a file that had to be set aside.
    Result<QStringList> prepare();

    Command<QByteArray> read(const QString &key) override;
    Command<void> write(const QString &key, const QByteArray &value) override;
    Command<void> remove(const QString &key) override;
    QString place() const override;

    QString filePath() const;

private:
    using Entries = QMap<QString, QByteArray>;

    Result<Entries> load();
    Result<void> save(const Entries &entries) const;
    Result<void> setAside();
    Result<void> makeFolder();
    void tighten(const QString &path, QFileDevice::Permissions wanted);
    void notice(const QString &sentence);

    const QString m_folder;
    QStringList m_notices; // since the last prepare()
};

} // namespace flotilla::store
