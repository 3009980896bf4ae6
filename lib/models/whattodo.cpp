// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/whattodo.h"

#include "core/fleet.h"
#include "models/actoffer.h"

#include <QRegularExpression>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

bool isTrouble(const PrinterStatus &status)
{
    return status.state == State::Attention || status.state == State::Error
        || !status.reported.faults.isEmpty();
}

// What goes on from the trouble: the machine's own "clear the error" where it has one, else Resume.
MenuEntry wayOn(const Printer &printer)
{
    if (const ActOffer resume = offerOf(printer, Act::Resume); resume.shown)
        return {.key = actKey(Act::Resume),
                .text = actText(Act::Resume),
                .iconName = actIcon(Act::Resume),
                .enabled = resume.isEnabled(),
                .whyNot = resume.whyNot};
    if (const Action *clear = printer.capabilities().action(u"clearError"_s)) {
        const auto may = printer.mayAct(clear->id);
        return {.key = u"action:"_s + clear->id,
                .text = clear->label,
                .iconName = u"check"_s,
                .enabled = may.has_value(),
                .whyNot = may ? QString() : may.error().message};
    }
    return {};
}

} // namespace

QStringList stepsOf(const QString &whatToDo)
{
    static const QRegularExpression sentenceEnd(
        u"(?<=[\\p{L}\\p{N}”)]{2}[.!?])\\s+(?=\\p{Lu})|\\n+|(?<=[。])"_s);
    QStringList steps;
    for (const QString &part : whatToDo.split(sentenceEnd, Qt::SkipEmptyParts)) {
        const QString step = part.trimmed();
        if (step.isEmpty())
            continue;
        if (steps.size() < WhatToDo::mostSteps)
            steps << step;
        else
            steps.last() += u' ' + step;
    }
    return steps;
}

WhatToDo::WhatToDo(Fleet &fleet, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
{
    connect(&fleet, &Fleet::statusChanged, this, [this](const Printer *printer) {
        if (printer->id() == m_printer)
            look();
    });
    connect(&fleet, &Fleet::printerRemoved, this, [this](const QUuid &id) {
        if (id == m_printer)
            close();
    });
}

void WhatToDo::show(const QString &id)
{
    const Printer *printer = m_fleet.printer(QUuid(id));
    if (!printer)
        return;
    const bool was = isOpen();
    m_printer = printer->id();
    look();
    if (isOpen() && !was)
        Q_EMIT openChanged();
}

void WhatToDo::close()
{
    if (!isOpen())
        return;
    m_printer = {};
    Q_EMIT openChanged();
}

void WhatToDo::runAct()
{
    if (!isOpen() || !m_words.act.enabled || m_words.act.key.isEmpty())
        return;
    const QString id = m_printer.toString(QUuid::WithoutBraces);
    const QString key = m_words.act.key;
    close();
    Q_EMIT actWanted(id, key);
}

void WhatToDo::look()
{
    const Printer *printer = m_fleet.printer(m_printer);
    if (!printer || !isTrouble(printer->status())) {
        close();
        return;
    }
    const PrinterStatus &status = printer->status();
    const Fault *fault = status.reported.worstFault();
    Words words {.title = status.state == State::Error ? tr("%1 stopped").arg(printer->name())
                                                       : tr("%1 needs you").arg(printer->name()),
                 .fault = fault && !fault->text.isEmpty() ? fault->text : status.stateText,
                 .code = fault ? fault->code : QString(),
                 .serious = status.state == State::Error,
                 .steps = fault ? stepsOf(fault->whatToDo) : QStringList(),
                 .act = wayOn(*printer)};
    if (words.steps.isEmpty())
        words.steps << tr("Go to the printer and follow what its screen says.");
    if (words == m_words)
        return;
    m_words = std::move(words);
    Q_EMIT wordsChanged();
}

} // namespace flotilla::models
