// SPDX-License-Identifier: GPL-3.0-or-later
#include "closequestions.h"

#include "core/fleet.h"

#include <QCoreApplication>

namespace flotilla {

using models::QuestionWords;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::CloseQuestions)
};

constexpr qsizetype mostLines = 6;

bool isSending(const PrinterStatus &status)
{
    return status.activity
        && (status.activity->kind == ActivityKind::Sending
            || status.activity->kind == ActivityKind::Converting
            || status.activity->kind == ActivityKind::Starting);
}

} // namespace

QuestionWords askKeepInTray()
{
    return {.title = Tr::tr("Keep Flotilla in the tray?"),
            .text = Tr::tr("There it goes on watching the printers and tells when a print is done. "
                           "Quit from its menu; Settings change this answer."),
            .safeText = Tr::tr("Keep in the tray"),
            .actText = Tr::tr("Quit"),
            .dangerous = false};
}

QStringList sendingTo(const Fleet &fleet)
{
    QStringList names;
    for (const Printer *printer : fleet.printers()) {
        if (isSending(printer->status()))
            names << printer->name();
    }
    return names;
}

QuestionWords askQuit(const Fleet &fleet)
{
    const QStringList names = sendingTo(fleet);
    QuestionWords words {
        .title = Tr::tr("Quit while %n file(s) is being sent?", nullptr, int(names.size())),
        .text = {},
        .safeText = Tr::tr("Stay"),
        .actText = Tr::tr("Quit")};
    if (names.isEmpty()) {
        words.title = Tr::tr("Quit Flotilla?");
        words.text = Tr::tr("Everything was sent meanwhile. Prints go on.");
        words.dangerous = false;
    } else if (names.size() == 1) {
        words.text = Tr::tr("Sending to %1 stops. Prints go on.").arg(names.first());
    } else {
        words.text = Tr::tr("Sending to these printers stops. Prints go on.");
        words.lines = names.first(qMin(names.size(), mostLines));
        if (names.size() > mostLines)
            words.lines << Tr::tr("and %n more", nullptr, int(names.size() - mostLines));
    }
    return words;
}

QuestionWords askPauseAll(const Fleet &fleet, const QStringList &ids)
{
    QStringList names;
    for (const QString &id : ids) {
        const Printer *printer = fleet.printer(QUuid(id));
        if (printer && printer->mayPause())
            names << printer->name();
    }
    QuestionWords words {.title = Tr::tr("Pause %n print(s)?", nullptr, int(names.size())),
                         .text = Tr::tr("Each is resumed at its card."),
                         .lines = names.first(qMin(names.size(), mostLines)),
                         .safeText = Tr::tr("Keep printing"),
                         .actText = Tr::tr("Pause %n print(s)", nullptr, int(names.size())),
                         .dangerous = false};
    if (names.size() > mostLines)
        words.lines << Tr::tr("and %n more", nullptr, int(names.size() - mostLines));
    if (names.isEmpty())
        words.whyNot = Tr::tr("Nothing prints any more.");
    return words;
}

} // namespace flotilla
