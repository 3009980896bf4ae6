// SPDX-License-Identifier: GPL-3.0-or-later
#include "helptext.h"

#include "files/threew/xyzmodels.h"
#include "simulators/simulator.h"

#include <QCoreApplication>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrowest = 40;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::cli::HelpText)
};

QString translated(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

// Words filled into lines of this width; every line but the first begins with `indent` blanks, and
// the first goes on at `column`.
QString filled(const QString &text, int column, int indent, int width)
{
    QString out;
    int at = column;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (at > indent && at + 1 + word.size() > width) {
            out += u'\n' + QString(indent, u' ');
            at = indent;
        } else if (!out.isEmpty()) {
            out += u' ';
            ++at;
        }
        out += word;
        at += int(word.size());
    }
    return out;
}

// "  left   what it means", the meaning wrapped in its own column.
QString entry(const QString &left, const QString &right, int column, int width)
{
    QString out = u"  "_s + left;
    if (out.size() + 2 > column)
        out += u'\n' + QString(column, u' ');
    else
        out = out.leftJustified(column);
    return out + filled(right, column, column, width) + u'\n';
}

QString optionText(const OptionRow &row)
{
    QStringList names;
    for (const QString &name : row.names)
        names << (name.size() == 1 ? u"-"_s : u"--"_s) + name;
    QString text = names.join(u", "_s);
    if (row.shape != Shape::Flag)
        text += u' ' + QString::fromUtf8(row.valueName);
    return text;
}

QString options(std::span<const OptionRow> rows, int width)
{
    constexpr int column = 24;
    QString out;
    for (const OptionRow &row : rows) {
        if (!row.hidden)
            out += entry(optionText(row), translated(row.help), column, width);
    }
    return out;
}

QString simulatorHelp(int width)
{
    constexpr int column = 24;
    QString out;
    for (const simulators::SimulatorInfo &info : simulators::simulatorCatalogue()) {
        out += u'\n' + Tr::tr("%1 (%2)").arg(info.system, info.displayName) + u'\n';
        out += entry(Tr::tr("models"), info.models.join(u", "_s), column, width);
        for (const simulators::FaultInfo &fault : info.faults)
            out += entry(Tr::tr("--fault %1").arg(fault.name), fault.meaning, column, width);
    }
    return out;
}

QString modelHelp(int width)
{
    constexpr int column = 16;
    QString out = u'\n' + Tr::tr("Printers of XYZprinting:") + u'\n';
    for (const files::threew::XyzModel &model : files::threew::xyzModels())
        out += entry(model.id, model.name, column, width);
    return out;
}

} // namespace

QString programHelp(int width)
{
    constexpr int column = 15;
    width = qMax(width, narrowest);
    QString out = Tr::tr("Usage: %1").arg(u"flotillactl [OPTIONS] COMMAND …"_s) + u"\n\n"_s;
    out += filled(Tr::tr("Finds, watches and drives the 3D printers of the local network. PRINTER "
                         "is a name, an id, or a unique beginning of either."),
                  0, 0, width)
        + u"\n\n"_s;
    out += Tr::tr("Commands:") + u'\n';
    for (const CommandRow &row : commandRows())
        out += entry(row.name, translated(row.help), column, width);
    out += u'\n' + Tr::tr("Options of every command:") + u'\n' + options(globalOptionRows(), width);
    out += u'\n'
        + filled(Tr::tr("Exit status: 0 done, 2 wrong use or a file that cannot be read, 3 not "
                        "reachable or not in time, 4 not supported by this printer, 1 all else."),
                 0, 0, width)
        + u'\n';
    return out;
}

QString commandHelp(const CommandRow &command, int width)
{
    width = qMax(width, narrowest);
    QString out = filled(Tr::tr("Usage: %1").arg(synopsis(command)), 0, 4, width) + u"\n\n"_s;
    out += filled(translated(command.help), 0, 0, width) + u'\n';
    if (!command.options.isEmpty())
        out += u'\n' + Tr::tr("Options:") + u'\n' + options(command.options, width);
    out += u'\n' + Tr::tr("Options of every command:") + u'\n' + options(globalOptionRows(), width);
    if (command.performer == Performer::Convert)
        out += modelHelp(width);
    if (command.performer == Performer::Simulate)
        out += simulatorHelp(width);
    return out;
}

} // namespace flotilla::cli
