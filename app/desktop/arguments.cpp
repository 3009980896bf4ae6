// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"

#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>
#include <QUrl>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::Arguments)
};

QList<QCommandLineOption> options()
{
    return {
        {QStringList {u"h"_s, u"help"_s}, Tr::tr("Shows this help.")},
        {u"demo"_s, Tr::tr("A simulated fleet, in a data folder of its own that begins empty.")},
        {u"real"_s, Tr::tr("Your own fleet. This is what happens without an option, too.")},
        {u"data"_s, Tr::tr("The data folder; otherwise $FLOTILLA_DATA or the usual place."),
         //: A placeholder in the help on the command line.
         Tr::tr("DIR")}};
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        Tr::tr("Flotilla, a manager for mixed fleets of 3D printers. Files are looked at and "
               "offered to the printers; nothing is started by opening one."));
    parser.addVersionOption();
    parser.addOptions(options());
    parser.addPositionalArgument(u"files"_s, Tr::tr("Print files."), u"[FILE…]"_s);
}

// A path, or the address of a local file as a desktop hands it over.
Result<QString> localFile(const QString &text)
{
    const QUrl url(text);
    if (url.isLocalFile())
        return QDir::cleanPath(url.toLocalFile());
    // A drive letter is no scheme.
    if (url.scheme().size() > 1 && text.contains("://"_L1))
        return failure(Error::Kind::WrongUse,
                       Tr::tr("%1 is not a file on this computer. Save it first.").arg(text));
    return QDir::cleanPath(QDir::current().absoluteFilePath(text));
}

QString dataFolderOf(const QCommandLineParser &parser)
{
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (parser.isSet(u"demo"_s))
        return usual + u"-demo"_s;
    QString folder = parser.value(u"data"_s);
    if (folder.isEmpty())
        folder = qEnvironmentVariable("FLOTILLA_DATA");
    return QDir::cleanPath(QDir::current().absoluteFilePath(folder.isEmpty() ? usual : folder));
}

} // namespace

Result<Arguments> parseArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QStringList(u"flotilla"_s) + arguments))
        return failure(Error::Kind::WrongUse, parser.errorText());
    if (parser.isSet(u"demo"_s) && parser.isSet(u"real"_s))
        return failure(Error::Kind::WrongUse, Tr::tr("Choose one of --demo and --real."));
    // Its folder is emptied at every start: never one that somebody named.
    if (parser.isSet(u"demo"_s) && parser.isSet(u"data"_s))
        return failure(Error::Kind::WrongUse,
                       Tr::tr("--demo has a data folder of its own; leave --data away."));
    Arguments parsed {.demo = parser.isSet(u"demo"_s),
                      .help = parser.isSet(u"help"_s),
                      .version = parser.isSet(u"version"_s),
                      .dataFolder = dataFolderOf(parser)};
    const QStringList files = parser.positionalArguments();
    for (const QString &file : files) {
        const auto path = localFile(file);
        if (!path)
            return failure(path.error());
        parsed.files << *path;
    }
    return parsed;
}

QString helpText()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

} // namespace flotilla
