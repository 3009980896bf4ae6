// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ownerlock.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace flotilla::api {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::api::OwnerLock)
};

// sockaddr_un holds 108 bytes with the final NUL.
constexpr qsizetype longestSocketPath = 107;
constexpr qsizetype hashCharacters = 16;

QString socketName(const QString &folder)
{
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(hashCharacters));
}

#ifdef Q_OS_UNIX

QString socketPathIn(const QString &runtimeFolder, const QString &folder)
{
    return runtimeFolder + u"/"_s + socketName(folder);
}

// The folders that may hold the socket, best first. Too long a path cannot be bound.
QStringList runtimeFolders(const QString &folder)
{
    const uint user = getuid();
    QStringList folders;
    const QString fromEnvironment = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (QDir::isAbsolutePath(fromEnvironment) && QFileInfo(fromEnvironment).isDir())
        folders << QDir::cleanPath(fromEnvironment) + u"/flotilla"_s;
    // Where a login session would have put it.
    if (const QString session = u"/run/user/%1"_s.arg(user); QFileInfo(session).isDir())
        folders << session + u"/flotilla"_s;
    folders << u"/tmp/flotilla-%1"_s.arg(user);
    folders.removeDuplicates();
    folders.removeIf([&](const QString &candidate) {
        return QFile::encodeName(socketPathIn(candidate, folder)).size() > longestSocketPath;
    });
    return folders;
}

// The folder is ours alone, and no link to somewhere else.
bool isPrivate(const QString &path)
{
    struct stat found
    {
    };
    return lstat(QFile::encodeName(path).constData(), &found) == 0 && S_ISDIR(found.st_mode)
        && found.st_uid == getuid() && (found.st_mode & 077) == 0;
}

bool makePrivate(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (mkdir(name.constData(), 0700) == 0)
        return true;
    // One of ours with loose permissions is tightened.
    struct stat found
    {
    };
    if (lstat(name.constData(), &found) == 0 && S_ISDIR(found.st_mode) && found.st_uid == getuid())
        chmod(name.constData(), 0700);
    return isPrivate(path);
}

#endif

} // namespace

OwnerLock::OwnerLock(const QString &folder)
    : m_path(folder + u"/owner.lock"_s)
    , m_lock(m_path)
{
    // Age says nothing: an owner may run for months. A dead process does.
    m_lock.setStaleLockTime(0);
}

Result<void> OwnerLock::tryLock()
{
    if (m_lock.tryLock(0) || (removeEmptyFile() && m_lock.tryLock(0)))
        return {};
    if (m_lock.error() == QLockFile::LockFailedError) {
        const OwnerInfo owner = holder();
        return failure(Error::Kind::Busy,
                       Tr::tr("Flotilla already runs with this data folder: %1, process %2.")
                           .arg(owner.program)
                           .arg(owner.pid));
    }
    return failure(
        Error::Kind::NotAuthorised,
        Tr::tr("The data folder cannot be written to: %1.").arg(QFileInfo(m_path).path()));
}

OwnerInfo OwnerLock::holder() const
{
    OwnerInfo info;
    QString host;
    m_lock.getLockInfo(&info.pid, &host, &info.program);
    return info;
}

// A process killed between making the file and writing its number into it leaves an empty one,
// which QLockFile without a stale time would respect for ever. Whoever is about to write into it
// holds the system's lock on it.
bool OwnerLock::removeEmptyFile()
{
#ifdef Q_OS_UNIX
    const QByteArray name = QFile::encodeName(m_path);
    const int file = open(name.constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return false;
    struct stat found
    {
    };
    const bool removed = flock(file, LOCK_EX | LOCK_NB) == 0 && fstat(file, &found) == 0
        && found.st_size == 0 && unlink(name.constData()) == 0;
    close(file);
    return removed;
#else
    return false;
#endif
}

Result<QString> prepareDataFolder(const QString &folder)
{
    const bool existed = QFileInfo(folder).isDir();
    if (!existed && QDir().mkpath(folder))
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QFileInfo info(folder);
    if (!info.isDir())
        return failure(Error::Kind::BadFile,
                       Tr::tr("The data folder %1 cannot be made.").arg(folder));
    return info.canonicalFilePath();
}

#ifdef Q_OS_UNIX

Result<QString> ownerSocketPath(const QString &folder)
{
    for (const QString &candidate : runtimeFolders(folder)) {
        if (makePrivate(candidate))
            return socketPathIn(candidate, folder);
    }
    return failure(Error::Kind::NotAuthorised,
                   Tr::tr("There is no folder for the program's socket that only you can enter. "
                          "Set XDG_RUNTIME_DIR to one."));
}

QStringList ownerSocketCandidates(const QString &folder)
{
    QStringList paths;
    for (const QString &candidate : runtimeFolders(folder)) {
        if (isPrivate(candidate))
            paths << socketPathIn(candidate, folder);
    }
    return paths;
}

#else

// Named pipes: one name a folder, kept to this user by the server's access option.
Result<QString> ownerSocketPath(const QString &folder)
{
    return u"flotilla-%1"_s.arg(socketName(folder));
}

QStringList ownerSocketCandidates(const QString &folder)
{
    return {u"flotilla-%1"_s.arg(socketName(folder))};
}

#endif

} // namespace flotilla::api
