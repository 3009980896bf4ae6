// SPDX-License-Identifier: GPL-3.0-or-later
#include "inputs.h"

#include "terminal.h"

#include "core/driverregistry.h"
#include "store/secretstore.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::cli::Inputs)
};

constexpr qsizetype longestSecret = store::SecretStore::maxValueBytes;

tl::unexpected<Error> badFile(const QString &sentence)
{
    return failure(Error::Kind::BadFile, sentence);
}

Result<void> checkInputFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return badFile(Tr::tr("There is no file “%1”.").arg(path));
    if (info.isDir())
        return badFile(Tr::tr("“%1” is a folder, not a file.").arg(path));
    QFile file(path);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly))
        return badFile(Tr::tr("The file “%1” cannot be read.").arg(path));
    if (info.size() == 0)
        return badFile(Tr::tr("The file “%1” is empty.").arg(path));
    return {};
}

// Which settings hold secrets. `edit` names a printer whose driver only the owner knows: a key that
// is secret for any driver counts there.
bool isSecret(const DriverRegistry &registry, const QString &driver, const QString &key)
{
    for (const auto &info : registry.all()) {
        if (!driver.isEmpty() && info->id != driver)
            continue;
        const Parameter *setting = info->setting(key);
        if (setting && setting->secret)
            return true;
    }
    return false;
}

Result<QString> secretFromFile(const QString &key, const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return badFile(Tr::tr("The file “%1” for “%2” cannot be read.").arg(path, key));
    QByteArray bytes = file.read(longestSecret + 1);
    if (bytes.size() > longestSecret)
        return badFile(Tr::tr("The file “%1” is too long for a secret.").arg(path));
    while (bytes.endsWith('\n') || bytes.endsWith('\r'))
        bytes.chop(1);
    if (bytes.isEmpty())
        return badFile(Tr::tr("The file “%1” for “%2” is empty.").arg(path, key));
    return QString::fromUtf8(bytes);
}

Result<QString> secretFromInput(const QString &key)
{
    const QByteArray line = readSecretLine(Tr::tr("%1: ").arg(key), longestSecret);
    if (line.isEmpty())
        return failure(Error::Kind::WrongUse,
                       Tr::tr("There is no line for “%1” on standard input.").arg(key));
    return QString::fromUtf8(line);
}

Result<QStringList> readSecrets(const DriverRegistry &registry, Invocation &invocation)
{
    QStringList warnings;
    QJsonObject settings = invocation.arguments.value(u"settings"_s).toObject();
    const QString driver = invocation.arguments.value(u"driver"_s).toString();
    const QStringList keys = settings.keys();
    for (const QString &key : keys) {
        const QString given = settings.value(key).toString();
        if (!isSecret(registry, driver, key) || given.isEmpty())
            continue;
        Result<QString> secret = given;
        if (given == u"-")
            secret = secretFromInput(key);
        else if (given.startsWith(u'@'))
            secret = secretFromFile(key, given.mid(1));
        else
            warnings << Tr::tr("“%1” was given in clear; other users of this computer can see it. "
                               "Give it as %1=- or %1=@FILE.")
                            .arg(key);
        if (!secret)
            return failure(secret.error());
        settings.insert(key, *secret);
    }
    if (!settings.isEmpty())
        invocation.arguments.insert(u"settings"_s, settings);
    return warnings;
}

} // namespace

Result<QStringList> readInputs(const DriverRegistry &registry, Invocation &invocation)
{
    for (const PositionalRow &row : invocation.command->positionals) {
        if (row.shape != Shape::InputFile)
            continue;
        if (const auto checked = checkInputFile(invocation.arguments.value(row.key).toString());
            !checked)
            return failure(checked.error());
    }
    return readSecrets(registry, invocation);
}

} // namespace flotilla::cli
