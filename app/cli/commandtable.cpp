// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandtable.h"

#include <algorithm>
#include <vector>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

namespace {

const PositionalRow printerRow {"PRINTER", Shape::Text, "printer"_L1};
const PositionalRow fileRow {"FILE", Shape::Text, "file"_L1};

const OptionRow settingsRow {{u"set"_s},
                             Shape::Pairs,
                             "settings"_L1,
                             "KEY=VALUE",
                             QT_TRANSLATE_NOOP("cli",
                                               "A setting of the driver; \"flotillactl drivers\" "
                                               "lists them. A secret is given as KEY=- (a line of "
                                               "standard input) or KEY=@FILE.")};
const OptionRow startOptionRow {
    {u"option"_s},
    Shape::Pairs,
    "options"_L1,
    "KEY=VALUE",
    QT_TRANSLATE_NOOP("cli", "A start option of this printer, such as level=on.")};
const OptionRow plateClearRow {
    {u"plate-clear"_s},
    Shape::Flag,
    "plateClear"_L1,
    "",
    QT_TRANSLATE_NOOP("cli", "The plate is clear, whatever is remembered.")};
const OptionRow storageRow {{u"storage"_s},
                            Shape::Text,
                            "storage"_L1,
                            "STORAGE",
                            QT_TRANSLATE_NOOP("cli", "Which memory of the printer.")};
const OptionRow secondsRow {{u"seconds"_s},
                            Shape::Text,
                            "seconds"_L1,
                            "N",
                            QT_TRANSLATE_NOOP("cli", "End by itself after so many seconds.")};

std::vector<CommandRow> searchRows()
{
    return {
        {u"drivers"_s,
         QT_TRANSLATE_NOOP("cli", "The systems this program speaks, and their settings."),
         {},
         {},
         Performer::Drivers},
        {u"discover"_s,
         QT_TRANSLATE_NOOP("cli", "Search the network for printers."),
         {},
         {{{u"driver"_s},
           Shape::Texts,
           "drivers"_L1,
           "ID",
           QT_TRANSLATE_NOOP("cli", "Only printers of this system.")},
          {{u"target"_s},
           Shape::Texts,
           "targets"_L1,
           "HOST[:PORT]",
           QT_TRANSLATE_NOOP("cli", "Ask this address, too.")},
          {{u"seconds"_s},
           Shape::Text,
           "seconds"_L1,
           "N",
           QT_TRANSLATE_NOOP("cli", "How long to search at most; 10 otherwise.")}},
         Performer::Discover},
    };
}

std::vector<CommandRow> fleetRows()
{
    return {
        {u"add"_s,
         QT_TRANSLATE_NOOP("cli", "Add a printer to the fleet, after one connection to check it."),
         {{"DRIVER", Shape::Text, "driver"_L1}},
         {{{u"name"_s},
           Shape::Text,
           "name"_L1,
           "NAME",
           QT_TRANSLATE_NOOP("cli", "What you call it.")},
          settingsRow,
          {{u"tag"_s},
           Shape::Texts,
           "tags"_L1,
           "TAG",
           QT_TRANSLATE_NOOP("cli", "A word to group printers by.")},
          {{u"location"_s},
           Shape::Text,
           "location"_L1,
           "PLACE",
           QT_TRANSLATE_NOOP("cli", "Where it stands.")},
          {{u"no-check"_s},
           Shape::Flag,
           "noCheck"_L1,
           "",
           QT_TRANSLATE_NOOP("cli", "Add it without connecting to it.")}}},
        {u"edit"_s,
         QT_TRANSLATE_NOOP("cli", "Change what is remembered of a printer."),
         {printerRow},
         {{{u"name"_s}, Shape::Text, "name"_L1, "NAME", QT_TRANSLATE_NOOP("cli", "A new name.")},
          settingsRow,
          {{u"service"_s},
           Shape::Text,
           "service"_L1,
           "on|off",
           QT_TRANSLATE_NOOP("cli", "off: keep it in the fleet without connecting to it.")},
          {{u"note"_s},
           Shape::Text,
           "note"_L1,
           "TEXT",
           QT_TRANSLATE_NOOP("cli", "A note for yourself.")},
          {{u"tag"_s},
           Shape::Texts,
           "tags"_L1,
           "TAG",
           QT_TRANSLATE_NOOP("cli", "Its tags from now on.")},
          {{u"location"_s},
           Shape::Text,
           "location"_L1,
           "PLACE",
           QT_TRANSLATE_NOOP("cli", "Where it stands.")}}},
        {u"remove"_s, QT_TRANSLATE_NOOP("cli", "Take a printer out of the fleet."), {printerRow}},
        {u"list"_s, QT_TRANSLATE_NOOP("cli", "The printers of the fleet.")},
        {u"status"_s,
         QT_TRANSLATE_NOOP("cli", "What one printer, or every printer, is doing."),
         {{"PRINTER", Shape::Text, "printer"_L1, true}},
         {{{u"watch"_s},
           Shape::Flag,
           "watch"_L1,
           "",
           QT_TRANSLATE_NOOP("cli", "Go on, and show every change.")},
          {{u"wait"_s},
           Shape::Text,
           "wait"_L1,
           "STATE",
           QT_TRANSLATE_NOOP("cli", "End when the printer is in this state, such as finished.")}}},
    };
}

std::vector<CommandRow> jobRows()
{
    return {
        {u"upload"_s,
         QT_TRANSLATE_NOOP("cli", "Send a file to a printer."),
         {printerRow, {"FILE", Shape::InputFile, "file"_L1}},
         {{{u"as"_s},
           Shape::Text,
           "as"_L1,
           "NAME",
           QT_TRANSLATE_NOOP("cli", "Its name at the printer.")},
          storageRow,
          {{u"print"_s},
           Shape::Flag,
           "print"_L1,
           "",
           QT_TRANSLATE_NOOP("cli", "Start it, and end when the printer shows it.")},
          startOptionRow,
          {{u"force"_s},
           Shape::Flag,
           "force"_L1,
           "",
           QT_TRANSLATE_NOOP("cli", "Send it although it is no file for this printer.")},
          plateClearRow}},
        {u"print"_s,
         QT_TRANSLATE_NOOP("cli", "Start a file that lies at the printer."),
         {printerRow, fileRow},
         {startOptionRow, plateClearRow}},
        {u"pause"_s, QT_TRANSLATE_NOOP("cli", "Pause the job."), {printerRow}},
        {u"resume"_s, QT_TRANSLATE_NOOP("cli", "Go on with a paused job."), {printerRow}},
        {u"cancel"_s, QT_TRANSLATE_NOOP("cli", "Cancel the job."), {printerRow}},
        {u"clear"_s, QT_TRANSLATE_NOOP("cli", "Say that the plate is clear."), {printerRow}},
    };
}

std::vector<CommandRow> machineRows()
{
    return {
        {u"set"_s,
         QT_TRANSLATE_NOOP("cli",
                           "Set temperatures (tool0 bed chamber, °C), fan and speed (%), light "
                           "(on or off)."),
         {printerRow, {"KEY=VALUE", Shape::Pairs, "values"_L1}}},
        {u"home"_s,
         QT_TRANSLATE_NOOP("cli", "Move the axes home."),
         {printerRow, {"xyz", Shape::Text, "axes"_L1, true}}},
        {u"jog"_s,
         QT_TRANSLATE_NOOP("cli", "Move by so many millimetres, as in x=10 z=-1."),
         {printerRow, {"AXIS=MM", Shape::Pairs, "moves"_L1}}},
        {u"gcode"_s,
         QT_TRANSLATE_NOOP("cli", "Send lines of G-code and show the replies."),
         {printerRow, {"LINE", Shape::Texts, "lines"_L1}}},
        {u"act"_s,
         QT_TRANSLATE_NOOP("cli", "Do something this printer can do, or list what it can do."),
         {printerRow,
          {"ACTION", Shape::Text, "action"_L1, true},
          {"KEY=VALUE", Shape::Pairs, "parameters"_L1, true}}},
        {u"files"_s,
         QT_TRANSLATE_NOOP("cli", "The files that lie at the printer."),
         {printerRow},
         {storageRow}},
        {u"delete"_s,
         QT_TRANSLATE_NOOP("cli", "Delete a file at the printer."),
         {printerRow, fileRow}},
        {u"thumbnail"_s,
         QT_TRANSLATE_NOOP("cli", "Save the picture of a file at the printer."),
         {printerRow, fileRow},
         {{{u"o"_s, u"out"_s},
           Shape::OutputFile,
           "out"_L1,
           "OUT",
           QT_TRANSLATE_NOOP("cli", "Where to write it.")}}},
        {u"snapshot"_s,
         QT_TRANSLATE_NOOP("cli", "Take a picture with the printer's camera."),
         {printerRow},
         {{{u"camera"_s},
           Shape::Text,
           "camera"_L1,
           "ID",
           QT_TRANSLATE_NOOP("cli", "Which camera, where it has several.")},
          {{u"o"_s, u"out"_s},
           Shape::OutputFile,
           "out"_L1,
           "FILE.jpg",
           QT_TRANSLATE_NOOP("cli", "Where to write it.")}}},
    };
}

std::vector<CommandRow> recordRows()
{
    return {
        {u"history"_s,
         QT_TRANSLATE_NOOP("cli", "The jobs of the past, newest first."),
         {},
         {{{u"printer"_s},
           Shape::Text,
           "printer"_L1,
           "PRINTER",
           QT_TRANSLATE_NOOP("cli", "Only of this printer.")},
          {{u"since"_s},
           Shape::Text,
           "since"_L1,
           "DATE",
           QT_TRANSLATE_NOOP("cli", "Only since this day, as in 2026-01-31.")},
          {{u"csv"_s},
           Shape::Flag,
           "csv"_L1,
           "",
           QT_TRANSLATE_NOOP("cli", "As a table for a spreadsheet.")}}},
        {u"history set"_s,
         QT_TRANSLATE_NOOP("cli", "Say how a job ended: completed, canceled, failed or unknown."),
         {{"RUN", Shape::Text, "run"_L1}, {"RESULT", Shape::Text, "result"_L1}}},
        {u"config"_s,
         QT_TRANSLATE_NOOP("cli", "Show or change the settings of the program."),
         {{"KEY", Shape::Text, "key"_L1, true}, {"VALUE", Shape::Text, "value"_L1, true}}},
    };
}

std::vector<CommandRow> serviceRows()
{
    return {
        {u"serve"_s,
         QT_TRANSLATE_NOOP("cli", "Run the whole fleet without a window, until it is stopped."),
         {},
         {secondsRow,
          {{u"http"_s}, Shape::Text, "http"_L1, "HOST:PORT", "", true},
          {{u"no-status"_s}, Shape::Flag, "noStatus"_L1, "", "", true}},
         Performer::Serve},
        {u"simulate"_s,
         QT_TRANSLATE_NOOP("cli", "Run simulated printers on this computer, until it is stopped."),
         {{"SYSTEM", Shape::Text, "system"_L1}},
         {{{u"model"_s},
           Shape::Texts,
           "models"_L1,
           "M[,M…]",
           QT_TRANSLATE_NOOP("cli", "Which models; they take turns.")},
          {{u"count"_s},
           Shape::Text,
           "count"_L1,
           "N",
           QT_TRANSLATE_NOOP("cli", "How many printers; 1 otherwise.")},
          {{u"port"_s},
           Shape::Text,
           "port"_L1,
           "P",
           QT_TRANSLATE_NOOP("cli", "The port of the first; a free one otherwise.")},
          {{u"set"_s},
           Shape::Pairs,
           "settings"_L1,
           "KEY=VALUE",
           QT_TRANSLATE_NOOP("cli", "A property of the simulated printers.")},
          {{u"fault"_s},
           Shape::Text,
           "fault"_L1,
           "NAME",
           QT_TRANSLATE_NOOP("cli", "What is wrong with them; the list is below.")},
          {{u"speed"_s},
           Shape::Text,
           "speed"_L1,
           "X",
           QT_TRANSLATE_NOOP("cli", "How many simulated seconds pass in a real one.")}},
         Performer::Simulate},
    };
}

std::vector<CommandRow> fileRows()
{
    return {
        {u"inspect"_s,
         QT_TRANSLATE_NOOP("cli", "What a print file says about itself."),
         {{"FILE", Shape::InputFile, "file"_L1}},
         {{{u"thumbnail"_s},
           Shape::OutputFile,
           "thumbnail"_L1,
           "OUT.png",
           QT_TRANSLATE_NOOP("cli", "Where to write its preview picture.")}},
         Performer::Inspect},
        {u"convert"_s,
         QT_TRANSLATE_NOOP("cli",
                           "Make a .3w of G-code, G-code of a .3w, or a .3w for another printer."),
         {{"IN", Shape::InputFile, "in"_L1}, {"OUT", Shape::OutputFile, "out"_L1}},
         {{{u"model"_s},
           Shape::Text,
           "model"_L1,
           "ID",
           QT_TRANSLATE_NOOP("cli",
                             "Which printer of XYZprinting it is for; the list is below. Otherwise "
                             "the one that the file names.")}},
         Performer::Convert},
    };
}

std::vector<CommandRow> allRows()
{
    std::vector<CommandRow> rows;
    for (const auto &more : {searchRows(), fleetRows(), jobRows(), machineRows(), fileRows(),
                             recordRows(), serviceRows()})
        rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

// Edits that turn one word into the other.
qsizetype distance(QStringView a, QStringView b)
{
    std::vector<qsizetype> row(size_t(b.size()) + 1);
    for (size_t j = 0; j < row.size(); ++j)
        row[j] = qsizetype(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const qsizetype replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[size_t(j)];
            row[size_t(j)] = std::min({replaced, diagonal + 1, row[size_t(j) - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::span<const CommandRow> commandRows()
{
    static const std::vector<CommandRow> rows = allRows();
    return rows;
}

std::span<const OptionRow> globalOptionRows()
{
    static const std::vector<OptionRow> rows {
        {{u"data"_s},
         Shape::Text,
         "data"_L1,
         "DIR",
         QT_TRANSLATE_NOOP("cli", "The data folder; otherwise $FLOTILLA_DATA or the usual place.")},
        {{u"json"_s},
         Shape::Flag,
         "json"_L1,
         "",
         QT_TRANSLATE_NOOP("cli", "Answer with one JSON document.")},
        {{u"timeout"_s},
         Shape::Text,
         "timeout"_L1,
         "SECONDS",
         QT_TRANSLATE_NOOP("cli",
                           "How long an answer, a connection or silence in a transfer may take; "
                           "30 otherwise.")},
        {{u"v"_s, u"verbose"_s},
         Shape::Flag,
         "verbose"_L1,
         "",
         QT_TRANSLATE_NOOP("cli", "Say what happens; twice: every message.")},
        {{u"version"_s},
         Shape::Flag,
         "version"_L1,
         "",
         QT_TRANSLATE_NOOP("cli", "Say which version this is.")},
        {{u"h"_s, u"help"_s},
         Shape::Flag,
         "help"_L1,
         "",
         QT_TRANSLATE_NOOP("cli", "Help, also for one command.")},
    };
    return rows;
}

const CommandRow *findCommand(const QString &name)
{
    for (const CommandRow &row : commandRows()) {
        if (row.name == name)
            return &row;
    }
    return nullptr;
}

QString nearestCommand(const QString &name)
{
    const qsizetype farthest = std::max<qsizetype>(1, std::min<qsizetype>(2, name.size() / 2));
    QString nearest;
    qsizetype best = farthest + 1;
    for (const CommandRow &row : commandRows()) {
        const qsizetype edits = distance(name.left(64), row.name);
        if (edits < best) {
            best = edits;
            nearest = row.name;
        }
    }
    return nearest;
}

QString synopsis(const CommandRow &command)
{
    QString text = u"flotillactl "_s + command.name;
    for (const PositionalRow &row : command.positionals) {
        QString word = QString::fromUtf8(row.name);
        if (row.shape == Shape::Texts || row.shape == Shape::Pairs)
            word += u"…"_s;
        text += row.optional ? u" [%1]"_s.arg(word) : u" "_s + word;
    }
    for (const OptionRow &row : command.options) {
        if (row.hidden)
            continue;
        const QString &name = row.names.front();
        QString word = (name.size() == 1 ? u"-"_s : u"--"_s) + name;
        if (row.shape != Shape::Flag)
            word += u" "_s + QString::fromUtf8(row.valueName);
        text += u" ["_s + word + u"]"_s;
        if (row.shape == Shape::Texts || row.shape == Shape::Pairs)
            text += u"…"_s;
    }
    return text;
}

} // namespace flotilla::cli
