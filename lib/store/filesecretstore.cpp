// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/filesecretstore.h"

#include "base/logging.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace flotilla::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxFileBytes = qint64(4) * 1024 * 1024;
constexpr int fileVersion = 1;
constexpr int maxSpareNames = 1000;
constexpr QFileDevice::Permissions ownerFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr QFileDevice::Permissions ownerFolder = ownerFile | QFileDevice::ExeOwner;
constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
    | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::WriteOther
    | QFileDevice::ExeOther;

QString shown(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

// The entries of a file of ours, nothing for a file that is not.
std::optional<QMap<QString, QByteArray>> parse(const QByteArray &bytes)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    const QJsonObject root = document.object();
    if (root.value("version"_L1).toInt() != fileVersion || !root.value("secrets"_L1).isObject())
        return std::nullopt;
    QMap<QString, QByteArray> entries;
    const QJsonObject secrets = root.value("secrets"_L1).toObject();
    for (auto it = secrets.begin(); it != secrets.end(); ++it) {
        if (!it->isString())
            return std::nullopt;
        const auto value = QByteArray::fromBase64Encoding(it->toString().toLatin1(),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (!value)
            return std::nullopt;
        entries.insert(it.key(), *value);
    }
    return entries;
}

} // namespace

FileSecretStore::FileSecretStore(const QString &folder)
    : m_folder(folder)
{
}

QString FileSecretStore::filePath() const
{
    return m_folder + "/secrets.json"_L1;
}

QString FileSecretStore::place() const
{
    return tr("the file %1, which only your account can read").arg(shown(filePath()));
}

Result<QStringList> FileSecretStore::prepare()
{
    m_notices.clear();
    return makeFolder().and_then([this] { return load(); }).map([this](const Entries &) {
        return m_notices;
    });
}

Command<QByteArray> FileSecretStore::read(const QString &key)
{
    return checkKey(key)
        .and_then([this] { return load(); })
        .and_then([&](const Entries &entries) -> Result<QByteArray> {
            const auto found = entries.constFind(key);
            if (found == entries.cend())
                return failure(notFound(key));
            return *found;
        });
}

Command<void> FileSecretStore::write(const QString &key, const QByteArray &value)
{
    return checkEntry(key, value)
        .and_then([this] { return makeFolder(); })
        .and_then([this] { return load(); })
        .and_then([&](Entries entries) {
            entries.insert(key, value);
            return save(entries);
        });
}

Command<void> FileSecretStore::remove(const QString &key)
{
    return checkKey(key)
        .and_then([this] { return load(); })
        .and_then([&](Entries entries) -> Result<void> {
            if (entries.remove(key) == 0)
                return {};
            return save(entries);
        });
}

Result<void> FileSecretStore::makeFolder()
{
    if (QFileInfo(m_folder).isDir()) {
        tighten(m_folder, ownerFolder);
        return {};
    }
    const QString parent = QFileInfo(m_folder).absolutePath();
    if (!QDir().mkpath(parent) || !QDir().mkdir(m_folder, ownerFolder))
        return failure(
            Error::Kind::NotAuthorised,
            tr("The folder %1 for passwords and codes cannot be made. Check the permissions of the "
               "folder above it.")
                .arg(shown(m_folder)));
    return {};
}

Result<FileSecretStore::Entries> FileSecretStore::load()
{
    QFile file(filePath());
    if (!file.exists())
        return Entries();
    tighten(filePath(), ownerFile);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            Error::Kind::NotAuthorised,
            tr("The file %1 with passwords and codes cannot be read. Check its permissions.")
                .arg(shown(filePath())),
            file.errorString());
    const QByteArray bytes = file.read(maxFileBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return failure(Error::Kind::BadFile,
                       tr("The file %1 with passwords and codes cannot be read. Check the disk.")
                           .arg(shown(filePath())),
                       file.errorString());
    file.close();
    if (bytes.size() <= maxFileBytes) {
        if (auto entries = parse(bytes))
            return *entries;
    }
    return setAside().map([] { return Entries(); });
}

Result<void> FileSecretStore::save(const Entries &entries) const
{
    QJsonObject secrets;
    for (auto it = entries.begin(); it != entries.end(); ++it)
        secrets.insert(it.key(), QString::fromLatin1(it->toBase64()));
    const QByteArray bytes
        = QJsonDocument(QJsonObject {{u"version"_s, fileVersion}, {u"secrets"_s, secrets}})
              .toJson();

    QSaveFile file(filePath());
    const auto failed = [&] {
        const bool full
            = file.error() == QFileDevice::ResourceError || file.error() == QFileDevice::WriteError;
        return failure(full ? Error::Kind::StorageFull : Error::Kind::NotAuthorised,
                       tr("The file %1 with passwords and codes cannot be written; it is as it was "
                          "before. Check "
                          "the permissions of its folder and the room on the disk.")
                           .arg(shown(filePath())),
                       file.errorString());
    };
    if (bytes.size() > maxFileBytes)
        return failure(Error::Kind::StorageFull,
                       tr("There is no room for more passwords and codes."));
    // Permissions before the first byte: at no moment can others read a secret.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerFile)
        || file.write(bytes) != bytes.size() || !file.commit())
        return failed();
    return {};
}

Result<void> FileSecretStore::setAside()
{
    const QString stamp = QDateTime::currentDateTime().toString(u"yyyyMMdd-hhmmss"_s);
    QString target = filePath() + ".damaged-"_L1 + stamp;
    for (int i = 2; QFileInfo::exists(target) && i < maxSpareNames; ++i)
        target = u"%1.damaged-%2-%3"_s.arg(filePath(), stamp).arg(i);
    if (QFile file(filePath()); !file.rename(target))
        return failure(Error::Kind::BadFile,
                       tr("The file %1 with passwords and codes cannot be understood and cannot be "
                          "moved aside. "
                          "Check the permissions of its folder.")
                           .arg(shown(filePath())),
                       file.errorString());
    notice(tr("The file with passwords and codes could not be understood. It was moved to %1; "
              "enter the codes of "
              "your printers again.")
               .arg(shown(target)));
    return {};
}

void FileSecretStore::tighten(const QString &path, QFileDevice::Permissions wanted)
{
    if (!(QFile::permissions(path) & others))
        return;
    if (QFile::setPermissions(path, wanted))
        notice(tr("Others on this computer could read %1. Its permissions were corrected; change "
                  "the codes in it "
                  "where that matters.")
                   .arg(shown(path)));
    else
        notice(tr("Others on this computer can read %1, and its permissions cannot be changed. "
                  "Move the data "
                  "folder to a disk that knows permissions.")
                   .arg(shown(path)));
}

void FileSecretStore::notice(const QString &sentence)
{
    qCWarning(lcStore).noquote() << sentence;
    if (!m_notices.contains(sentence))
        m_notices.append(sentence);
}

} // namespace flotilla::store
