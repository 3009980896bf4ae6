// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/verdict.h"

#include "core/capabilities.h"
#include "core/printerstatus.h"
#include "models/materialmatch.h"
#include "models/times.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::models::Verdict)
};

// Purge lines and skirts run over the edge of what a maker calls the build volume.
constexpr double overhangMm = 2;

QString number(double value)
{
    return QLocale().toString(value, 'f', qAbs(value - qRound(value)) < 0.05 ? 0 : 1);
}

QString degrees(double celsius)
{
    return number(celsius) + u'°';
}

Verdict impossible(const QString &text, const QString &row)
{
    return {.kind = VerdictKind::Impossible,
            .text = text,
            .row = row,
            .iconName = u"close"_s,
            .role = ColorRole::Error,
            .dimmed = true};
}

// Not now: nothing is wrong with the file.
Verdict notNow(const QString &text, const QString &row)
{
    Verdict verdict = impossible(text, row);
    verdict.role = ColorRole::Grey;
    return verdict;
}

std::optional<Verdict> unusable(const VerdictQuestion &q)
{
    if (!q.file.problem)
        return {};
    return notNow(Tr::tr("Nothing to send"), q.file.problem->message);
}

QString dotted(const QString &type)
{
    return type.isEmpty() ? Tr::tr("a file without an ending") : u'.' + type;
}

std::optional<Verdict> wrongType(const VerdictQuestion &q)
{
    const QList<QString> &types = q.can.fileTypes;
    // The printer goes by the ending; a file that is something else than it says is of no use
    // there.
    const bool isWhatItSays = q.file.realType.isEmpty() || types.contains(q.file.realType);
    if (types.isEmpty() || (q.can.accepts(q.file.name) && isWhatItSays))
        return {};
    const QString type = q.file.realType.isEmpty() ? q.file.type : q.file.realType;
    QStringList all;
    for (const QString &ending : types)
        all << u'.' + ending;
    //: File types: "Prints .goo, not .gcode"
    return impossible(
        Tr::tr("Prints %1, not %2").arg(all.constFirst(), dotted(type)),
        Tr::tr("Prints %1, not %2.").arg(QLocale().createSeparatedList(all), dotted(type)));
}

struct Axis
{
    double PartSize::*part;
    double Capabilities::Volume::*volume;
    const char *text;
    const char *row;
};

constexpr std::array axes {
    Axis {&PartSize::x, &Capabilities::Volume::x,
          QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Part is %1 mm, plate is %2 mm"),
          QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Part is %1 mm wide, plate is %2 mm.")},
    Axis {&PartSize::y, &Capabilities::Volume::y,
          QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Part is %1 mm, plate is %2 mm"),
          QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Part is %1 mm deep, plate is %2 mm.")},
    Axis {&PartSize::z, &Capabilities::Volume::z,
          QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Part is %1 mm high, %2 mm fit"),
          QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Part is %1 mm high, %2 mm fit.")},
};

std::optional<Verdict> tooBig(const VerdictQuestion &q)
{
    if (!q.can.buildVolume)
        return {};
    const PartSize part = q.file.part.value_or(PartSize {0, 0, q.file.heightMm.value_or(0)});
    const Axis *worst = nullptr;
    double most = overhangMm;
    for (const Axis &axis : axes) {
        const double over = part.*axis.part - *q.can.buildVolume.*axis.volume;
        if (over > most) {
            most = over;
            worst = &axis;
        }
    }
    if (!worst)
        return {};
    const QString needed = number(part.*worst->part);
    const QString there = number(*q.can.buildVolume.*worst->volume);
    return impossible(Tr::tr(worst->text).arg(needed, there),
                      Tr::tr(worst->row).arg(needed, there));
}

struct HeaterWords
{
    QLatin1StringView prefix;
    const char *text;
};

constexpr std::array heaterWords {
    HeaterWords {
        "tool"_L1,
        QT_TRANSLATE_NOOP("flotilla::models::Verdict", "File wants %1, the nozzle takes %2")},
    HeaterWords {
        "bed"_L1,
        QT_TRANSLATE_NOOP("flotilla::models::Verdict", "File wants a bed of %1, it takes %2")},
    HeaterWords {
        "chamber"_L1,
        QT_TRANSLATE_NOOP("flotilla::models::Verdict", "File wants a chamber of %1, it takes %2")},
};

std::optional<Verdict> tooHot(const VerdictQuestion &q)
{
    for (const HeaterWords &words : heaterWords) {
        for (auto it = q.file.heaters.cbegin(); it != q.file.heaters.cend(); ++it) {
            if (!it.key().startsWith(words.prefix) || !q.can.heaters.contains(it.key()))
                continue;
            const double maximum = q.can.heaters.value(it.key());
            if (it.value() <= maximum)
                continue;
            const QString text = Tr::tr(words.text).arg(degrees(it.value()), degrees(maximum));
            return impossible(text, Tr::tr("%1.", "a sentence").arg(text));
        }
    }
    return {};
}

struct SilentWords
{
    Link link;
    const char *text;
    const char *row;
};

constexpr std::array silentWords {
    SilentWords {Link::Closed, QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Not connected"),
                 QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Not connected.")},
    SilentWords {Link::Connecting,
                 QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Does not answer yet"),
                 QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Does not answer yet.")},
    SilentWords {Link::Stale, QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Does not answer"),
                 QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Does not answer since %1.")},
    SilentWords {Link::Unreachable,
                 QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Does not answer"),
                 QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Does not answer since %1.")},
    SilentWords {
        Link::Rejected, QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Refuses the code"),
        QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Refuses the code, nothing can be sent.")},
};

std::optional<Verdict> silent(const VerdictQuestion &q)
{
    for (const SilentWords &words : silentWords) {
        if (words.link != q.status.link)
            continue;
        QString row = Tr::tr(words.row);
        if (row.contains(u"%1"_s))
            row = row.arg(pastWhen(q.status.linkSince, q.now, QLocale()));
        return Verdict {.kind = VerdictKind::Silent,
                        .text = Tr::tr(words.text),
                        .row = row,
                        .iconName = u"close"_s,
                        .role = ColorRole::Grey,
                        .dimmed = true};
    }
    return {};
}

std::optional<Verdict> takesNothing(const VerdictQuestion &q)
{
    if (!q.can.fileTypes.isEmpty() && (q.can.storesFiles || q.can.startsOnUpload))
        return {};
    return impossible(Tr::tr("Takes no files"), Tr::tr("Takes no files over the network."));
}

std::optional<Verdict> receiving(const VerdictQuestion &q)
{
    const bool active = q.status.activity
        && (q.status.activity->kind == ActivityKind::Sending
            || q.status.activity->kind == ActivityKind::Converting
            || q.status.activity->kind == ActivityKind::Starting);
    if (!active && !q.receiving)
        return {};
    return notNow(Tr::tr("Is receiving another file"), Tr::tr("Is receiving another file."));
}

std::optional<Verdict> reading(const VerdictQuestion &q)
{
    if (!q.file.reading)
        return {};
    return Verdict {.kind = VerdictKind::Reading,
                    .text = Tr::tr("Reading the file…"),
                    .row = Tr::tr("Reading the file…"),
                    .pill = Tr::tr("Send to %1…").arg(q.status.name),
                    .iconName = u"clock"_s,
                    .role = ColorRole::Grey,
                    .choosable = true,
                    .canKeep = q.can.storesFiles};
}

struct BusyWords
{
    State state;
    bool keeps; // where the machine can keep files at all
    const char *text; // grey
    const char *keep;
    const char *row; // both
};

constexpr std::array busyWords {
    BusyWords {State::Preparing, true, QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Prints now"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Keep on the printer, it prints"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "It prints now.")},
    BusyWords {State::Printing, true, QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Prints now"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Keep on the printer, it prints"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "It prints now.")},
    BusyWords {State::Resuming, true, QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Prints now"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Keep on the printer, it prints"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "It prints now.")},
    BusyWords {State::Pausing, true,
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Has a paused print"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Keep on the printer, it is paused"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "It has a paused print.")},
    BusyWords {State::Paused, true,
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Has a paused print"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Keep on the printer, it is paused"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "It has a paused print.")},
    BusyWords {
        State::Canceling, true, QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Cancels a print"),
        QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Keep on the printer, it cancels a print"),
        QT_TRANSLATE_NOOP("flotilla::models::Verdict", "It cancels a print.")},
    BusyWords {State::Attention, true,
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Needs you first"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Keep on the printer, it needs you"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "It needs you first.")},
    BusyWords {
        State::Error, true, QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Has an error"),
        QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Keep on the printer, it has an error"),
        QT_TRANSLATE_NOOP("flotilla::models::Verdict", "It has an error now.")},
    BusyWords {State::Busy, true, QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Is busy"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Keep on the printer, it is busy"),
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "It is busy now.")},
    BusyWords {State::Updating, false,
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Updates itself"), "",
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "It updates itself.")},
    BusyWords {State::Unknown, false,
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "Does not say what it does"), "",
               QT_TRANSLATE_NOOP("flotilla::models::Verdict", "It does not say what it does.")},
};

// When the print under way is over, where that can honestly be said.
QString endOf(const VerdictQuestion &q)
{
    const bool runs = q.status.state == State::Printing || q.status.state == State::Preparing
        || q.status.state == State::Resuming;
    if (!runs || !q.status.job || !q.status.job->remainingSeconds)
        return {};
    const QDateTime heard = q.status.observedAt.isValid() ? q.status.observedAt : q.now;
    return whenText(heard.addSecs(*q.status.job->remainingSeconds), q.now, QLocale());
}

QString withFit(const VerdictQuestion &q, const QString &sentence)
{
    const bool known = q.file.part && q.can.buildVolume;
    return known ? Tr::tr("Fits. %1", "the part fits; another sentence").arg(sentence) : sentence;
}

// ".3w"; empty where the file is sent as it is.
QString convertedEnding(const VerdictQuestion &q)
{
    const QString form = q.can.convertedForm(q.file.name);
    return form.isEmpty() ? QString() : u'.' + form;
}

QString withConversion(const VerdictQuestion &q, const QString &sentence)
{
    const QString ending = convertedEnding(q);
    return ending.isEmpty() ? sentence
                            : Tr::tr("Will be converted to %1. %2", "a file type; another sentence")
                                  .arg(ending, sentence);
}

std::optional<Verdict> busy(const VerdictQuestion &q)
{
    for (const BusyWords &words : busyWords) {
        if (words.state != q.status.state)
            continue;
        const QString end = endOf(q);
        if (!words.keeps || !q.can.storesFiles) {
            return notNow(end.isEmpty() ? Tr::tr(words.text) : Tr::tr("Prints until %1").arg(end),
                          end.isEmpty() ? Tr::tr(words.row) : Tr::tr("Prints until %1.").arg(end));
        }
        const QString row = end.isEmpty()
            ? Tr::tr("Kept on the printer. %1", "then why it does not start").arg(Tr::tr(words.row))
            : Tr::tr("Kept on the printer, free at about %1.").arg(end);
        return Verdict {.kind = VerdictKind::StoreOnly,
                        .text = end.isEmpty()
                            ? Tr::tr(words.keep)
                            : Tr::tr("Keep on the printer, prints until %1").arg(end),
                        .row = withFit(q, withConversion(q, row)),
                        .pill = Tr::tr("Send to %1 and keep there…").arg(q.status.name),
                        .iconName = u"download"_s,
                        .role = ColorRole::Ink,
                        .choosable = true,
                        .canKeep = true};
    }
    return {};
}

// What a person should look at before a print starts, the most telling first: for the card, and as
// a sentence for the row.
struct Caution
{
    QString text;
    QString row;
};

QList<Caution> cautionsOf(const VerdictQuestion &q, bool plateClear)
{
    QList<Caution> cautions;
    if (!q.file.damage.isEmpty())
        cautions << Caution {Tr::tr("The file looks damaged"), q.file.damage};
    const QString mismatch = materialMismatch(q.file.tools, q.status.reported.materials);
    if (!mismatch.isEmpty())
        cautions << Caution {mismatch, Tr::tr("%1.", "a sentence").arg(mismatch)};
    if (!plateClear)
        cautions << Caution {Tr::tr("Clear the plate first"),
                             Tr::tr("Starts when the plate is clear.")};
    return cautions;
}

// Idle, or finished with the last print still on the plate.
Verdict startable(const VerdictQuestion &q)
{
    const bool clear = q.status.plate == Plate::Clear && q.status.state != State::Finished;
    Verdict verdict {.kind = VerdictKind::StartsNow,
                     .text = Tr::tr("Send and print"),
                     .row = withFit(q, withConversion(q, Tr::tr("Starts at once."))),
                     .pill = Tr::tr("Send to %1 and print").arg(q.status.name),
                     .iconName = u"arrow-right"_s,
                     .role = ColorRole::Printing,
                     .choosable = true,
                     .asksForPlate = !clear,
                     .canKeep = q.can.storesFiles};
    const QString ending = convertedEnding(q);
    if (!ending.isEmpty()) {
        //: %1 is a file type: "Convert to .3w and print"
        verdict.text = Tr::tr("Convert to %1 and print").arg(ending);
        verdict.pill = Tr::tr("Convert to %1 for %2 and print").arg(ending, q.status.name);
    }
    const QList<Caution> cautions = cautionsOf(q, clear);
    if (cautions.isEmpty())
        return verdict;
    QStringList rows;
    for (const Caution &caution : cautions)
        rows << caution.row;
    verdict.kind = VerdictKind::Warning;
    verdict.role = ColorRole::Amber;
    verdict.iconName = u"warning"_s;
    verdict.pill = Tr::tr("Send to %1…").arg(q.status.name);
    verdict.text = cautions.constFirst().text;
    verdict.row = withConversion(q, rows.join(u' '));
    return verdict;
}

// The first that has something to say decides.
using Rule = std::optional<Verdict> (*)(const VerdictQuestion &);
constexpr std::array<Rule, 9> rules {unusable,     wrongType, tooBig,  tooHot, silent,
                                     takesNothing, receiving, reading, busy};

} // namespace

Verdict verdictOf(const VerdictQuestion &question)
{
    for (const Rule rule : rules) {
        if (auto verdict = rule(question))
            return *std::move(verdict);
    }
    return startable(question);
}

Verdict verdictOfSeveral(const QList<PrintFile> &files, const PrinterStatus &status,
                         const Capabilities &can, const QDateTime &now, bool receiving)
{
    Verdict worst;
    for (const PrintFile &file : files) {
        const Verdict verdict = verdictOf({file, status, can, now, receiving});
        if (verdict.kind > worst.kind)
            worst = verdict;
    }
    if (files.size() < 2 || !worst.choosable)
        return worst;
    if (!can.storesFiles)
        return impossible(Tr::tr("Takes one file at a time"),
                          Tr::tr("Takes one file at a time and starts it."));
    worst.pill = Tr::tr("Send %n file(s) to %1…", nullptr, int(files.size())).arg(status.name);
    worst.asksForPlate = false;
    if (worst.kind != VerdictKind::Reading) {
        worst.kind = VerdictKind::StoreOnly;
        worst.text = Tr::tr("Keep %n file(s) on the printer", nullptr, int(files.size()));
        worst.row = Tr::tr("Kept on the printer.");
        worst.iconName = u"download"_s;
        worst.role = ColorRole::Ink;
    }
    return worst;
}

} // namespace flotilla::models
