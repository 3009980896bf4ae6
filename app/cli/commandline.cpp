// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include <QCommandLineParser>
#include <QDir>
#include <QJsonArray>
#include <QStandardPaths>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::cli::CommandLine)
};

tl::unexpected<Error> wrongUse(const QString &sentence)
{
    return failure(Error::Kind::WrongUse, sentence);
}

QCommandLineOption optionFor(const OptionRow &row)
{
    QCommandLineOption option(row.names);
    if (row.shape != Shape::Flag)
        option.setValueName(QString::fromUtf8(row.valueName));
    return option;
}

QString dashed(const QString &name)
{
    return (name.size() == 1 ? u"-"_s : u"--"_s) + name;
}

// The sentence for a command line that the parser refuses.
Error refusal(const QCommandLineParser &parser, const CommandRow *command)
{
    QString text = parser.errorText();
    if (const QStringList unknown = parser.unknownOptionNames(); !unknown.isEmpty()) {
        text = command
            ? Tr::tr("“%1” has no option %2.").arg(command->name, dashed(unknown.first()))
            : Tr::tr("There is no option %1.").arg(dashed(unknown.first()));
    }
    const QString where
        = command ? u"flotillactl %1 --help"_s.arg(command->name) : u"flotillactl --help"_s;
    return {Error::Kind::WrongUse, Tr::tr("%1 Try “%2”.").arg(text, where), {}};
}

Result<void> addPair(QJsonObject &arguments, QLatin1StringView key, const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    if (equals < 1)
        return wrongUse(Tr::tr("“%1” is not of the form KEY=VALUE.").arg(text));
    QJsonObject pairs = arguments.value(key).toObject();
    pairs.insert(text.left(equals), text.mid(equals + 1));
    arguments.insert(key, pairs);
    return {};
}

// One word put where its row says.
Result<void> addWord(QJsonObject &arguments, Shape shape, QLatin1StringView key,
                     const QString &text)
{
    switch (shape) {
    case Shape::Flag:
        arguments.insert(key, true);
        return {};
    case Shape::Pairs:
        return addPair(arguments, key, text);
    case Shape::Texts: {
        QJsonArray texts = arguments.value(key).toArray();
        texts.append(text);
        arguments.insert(key, texts);
        return {};
    }
    case Shape::InputFile:
    case Shape::OutputFile:
        if (text.isEmpty())
            return wrongUse(Tr::tr("The name of a file is empty."));
        arguments.insert(key, QDir::cleanPath(QDir::current().absoluteFilePath(text)));
        return {};
    case Shape::Text:
        break;
    }
    arguments.insert(key, text);
    return {};
}

Result<void> addPositionals(const CommandRow &command, QStringList words, QJsonObject &arguments)
{
    for (const PositionalRow &row : command.positionals) {
        const bool takesAll = row.shape == Shape::Texts || row.shape == Shape::Pairs;
        if (words.isEmpty() && !row.optional)
            return wrongUse(
                Tr::tr("%1 is missing: %2").arg(QString::fromUtf8(row.name), synopsis(command)));
        while (!words.isEmpty()) {
            if (const auto added = addWord(arguments, row.shape, row.key, words.takeFirst());
                !added)
                return added;
            if (!takesAll)
                break;
        }
    }
    if (!words.isEmpty())
        return wrongUse(Tr::tr("“%1” is too much: %2").arg(words.first(), synopsis(command)));
    return {};
}

Result<void> addOptions(const CommandRow &command, const QCommandLineParser &parser,
                        QJsonObject &arguments)
{
    for (const OptionRow &row : command.options) {
        const QString &name = row.names.front();
        if (!parser.isSet(name))
            continue;
        const QStringList values
            = row.shape == Shape::Flag ? QStringList(QString()) : parser.values(name);
        for (const QString &value : values) {
            if (const auto added = addWord(arguments, row.shape, row.key, value); !added)
                return added;
        }
    }
    return {};
}

// Options without which a command makes no sense.
Result<void> checkNeeded(const CommandRow &command, const QJsonObject &arguments)
{
    struct Needed
    {
        QLatin1StringView command;
        QLatin1StringView key;
        QLatin1StringView option;
    };
    static constexpr Needed table[] {{"add"_L1, "name"_L1, "--name"_L1},
                                     {"thumbnail"_L1, "out"_L1, "-o"_L1},
                                     {"snapshot"_L1, "out"_L1, "-o"_L1}};
    for (const Needed &row : table) {
        if (command.name == row.command && !arguments.contains(row.key))
            return wrongUse(Tr::tr("%1 is missing: %2").arg(row.option, synopsis(command)));
    }
    return {};
}

Result<void> readGlobals(const QCommandLineParser &parser, Invocation &invocation)
{
    invocation.help = parser.isSet(u"help"_s);
    invocation.version = parser.isSet(u"version"_s);
    invocation.json = parser.isSet(u"json"_s);
    const QStringList names = parser.optionNames();
    invocation.verbosity = int(names.count(u"v"_s) + names.count(u"verbose"_s));
    QString folder = parser.value(u"data"_s);
    if (parser.isSet(u"data"_s) && folder.isEmpty())
        return wrongUse(Tr::tr("--data takes the path of a folder."));
    if (folder.isEmpty())
        folder = qEnvironmentVariable("FLOTILLA_DATA");
    if (folder.isEmpty())
        folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    invocation.dataFolder = QDir::cleanPath(QDir::current().absoluteFilePath(folder));
    if (parser.isSet(u"timeout"_s)) {
        bool ok = false;
        const double seconds = parser.value(u"timeout"_s).toDouble(&ok);
        if (!ok || !(seconds >= 0.001 && seconds <= 7 * 24 * 3600))
            return wrongUse(Tr::tr("--timeout takes a number of seconds, not “%1”.")
                                .arg(parser.value(u"timeout"_s)));
        invocation.timeout = std::chrono::milliseconds(qRound64(seconds * 1000));
    }
    return {};
}

// The first word that is no option, found with the global options alone: a command stands before
// its own options.
QStringList commandWords(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    for (const OptionRow &row : globalOptionRows())
        parser.addOption(optionFor(row));
    parser.parse(QStringList(u"flotillactl"_s) + arguments);
    return parser.positionalArguments();
}

Result<const CommandRow *> chooseCommand(const QStringList &words)
{
    if (words.size() > 1) {
        if (const CommandRow *row = findCommand(words[0] + u' ' + words[1]))
            return row;
    }
    if (const CommandRow *row = findCommand(words[0]))
        return row;
    const QString nearest = nearestCommand(words[0]);
    return wrongUse(
        nearest.isEmpty()
            ? Tr::tr("There is no command “%1”. \"flotillactl --help\" lists them.").arg(words[0])
            : Tr::tr("There is no command “%1”. Did you mean “%2”?").arg(words[0], nearest));
}

} // namespace

Result<Invocation> parseCommandLine(const QStringList &arguments)
{
    Invocation invocation;
    const QStringList words = commandWords(arguments);
    if (!words.isEmpty()) {
        const auto chosen = chooseCommand(words);
        if (!chosen)
            return failure(chosen.error());
        invocation.command = *chosen;
    }
    QCommandLineParser parser;
    for (const OptionRow &row : globalOptionRows())
        parser.addOption(optionFor(row));
    if (invocation.command) {
        for (const OptionRow &row : invocation.command->options)
            parser.addOption(optionFor(row));
    }
    if (!parser.parse(QStringList(u"flotillactl"_s) + arguments))
        return failure(refusal(parser, invocation.command));
    if (const auto read = readGlobals(parser, invocation); !read)
        return failure(read.error());
    if (invocation.help || invocation.version)
        return invocation;
    if (!invocation.command)
        return wrongUse(Tr::tr("Say what to do. \"flotillactl --help\" lists the commands."));

    const CommandRow &command = *invocation.command;
    const qsizetype nameWords = command.name.count(u' ') + 1;
    const auto added
        = addOptions(command, parser, invocation.arguments)
              .and_then([&] {
                  return addPositionals(command, parser.positionalArguments().mid(nameWords),
                                        invocation.arguments);
              })
              .and_then([&] { return checkNeeded(command, invocation.arguments); });
    if (!added)
        return failure(added.error());
    return invocation;
}

bool wantsJson(const QStringList &arguments)
{
    for (const QString &argument : arguments) {
        if (argument == u"--")
            return false;
        if (argument == u"--json")
            return true;
    }
    return false;
}

} // namespace flotilla::cli
