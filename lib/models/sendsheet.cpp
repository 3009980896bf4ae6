// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sendsheet.h"

#include "core/drivercontext.h"
#include "core/fleet.h"
#include "models/question.h"
#include "models/senddesk.h"
#include "models/sendhabits.h"

#include <QLocale>

namespace flotilla::models {

namespace {

QList<Printer *> printersOf(const QList<SendTargets::Choice> &choices)
{
    QList<Printer *> printers;
    for (const SendTargets::Choice &choice : choices)
        printers << choice.printer;
    return printers;
}

QString namesOf(const QList<Printer *> &printers)
{
    QStringList names;
    for (const Printer *printer : printers)
        names << printer->name();
    return QLocale().createSeparatedList(names);
}

} // namespace

// What would happen with the chosen printers.
struct SendSheet::Plan
{
    QList<Printer *> start;
    QList<Printer *> keep;
    QList<Printer *> cannotKeep;
    QList<QUuid> plates; // of those that start: not known to be clear

    qsizetype count() const { return start.size() + keep.size(); }
};

SendSheet::SendSheet(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_targets(services.fleet, services.transfers)
    , m_options(services.settings)
{
    connect(&m_targets, &SendTargets::chosenChanged, this, &SendSheet::handleChoice);
    connect(&m_options, &StartOptions::objectionsChanged, this, &SendSheet::tellObjections);
    connect(&services.fleet, &Fleet::statusChanged, this, &SendSheet::handleStatus);
}

SendSheet::~SendSheet() = default;

QString SendSheet::title() const
{
    if (!m_files)
        return {};
    const QList<PrintFile> &files = m_files->files();
    return files.size() == 1 ? tr("Send %1").arg(files.constFirst().shownName)
                             : tr("Send %n file(s)", nullptr, int(files.size()));
}

QString SendSheet::caption() const
{
    return m_files && m_files->isReading() ? tr("Reading the file…")
                                           : tr("Choose printers and what happens there");
}

QVariantList SendSheet::facts() const
{
    QVariantList rows;
    if (!m_files)
        return rows;
    const QList<PrintFile> &files = m_files->files();
    if (files.size() == 1) {
        for (const FactRow &row : factRows(files.constFirst()))
            rows << QVariant::fromValue(row);
        return rows;
    }
    for (const PrintFile &file : files)
        rows << QVariant::fromValue(FactRow {QString(), factsLine(file)});
    return rows;
}

QString SendSheet::problem() const
{
    if (!m_files)
        return {};
    return m_changed.isEmpty() ? m_files->problem() : m_changed;
}

PictureData SendSheet::thumbnail() const
{
    return m_files && m_files->files().size() == 1
        ? PictureData {m_files->files().constFirst().thumbnail}
        : PictureData();
}

void SendSheet::setMode(SendMode mode)
{
    m_modeChosen = true;
    if (m_mode == mode)
        return;
    m_mode = mode;
    tellObjections();
    Q_EMIT outcomeChanged();
}

bool SendSheet::offersSendOnly() const
{
    const QList<SendTargets::Choice> choices = m_targets.choices();
    return std::any_of(choices.cbegin(), choices.cend(),
                       [](const SendTargets::Choice &choice) { return choice.verdict.canKeep; });
}

bool SendSheet::offersStart() const
{
    if (!m_files || m_files->files().size() != 1)
        return false;
    const QList<SendTargets::Choice> choices = m_targets.choices();
    return choices.isEmpty()
        || std::any_of(choices.cbegin(), choices.cend(), [](const SendTargets::Choice &choice) {
               return choice.verdict.starts() || choice.verdict.kind == VerdictKind::Reading;
           });
}

SendSheet::Plan SendSheet::plan() const
{
    Plan plan;
    for (const SendTargets::Choice &choice : m_targets.choices()) {
        const bool starts = m_mode == SendMode::SendAndStart && choice.verdict.starts();
        if (starts) {
            plan.start << choice.printer;
            if (choice.verdict.asksForPlate)
                plan.plates << choice.printer->id();
        } else if (choice.verdict.canKeep) {
            plan.keep << choice.printer;
        } else {
            plan.cannotKeep << choice.printer;
        }
    }
    return plan;
}

// Options go with a start.
bool SendSheet::showsOptions() const
{
    return m_options.count() > 0 && !plan().start.isEmpty();
}

QString SendSheet::outcome() const
{
    const Plan now = plan();
    QStringList parts;
    if (!now.start.isEmpty())
        parts << tr("Starts %n print(s) now", nullptr, int(now.start.size()));
    if (!now.keep.isEmpty() && m_files->files().size() > 1)
        parts << tr("%n printer(s) keep the files", nullptr, int(now.keep.size()));
    else if (!now.keep.isEmpty())
        parts << tr("%n printer(s) keep the file", nullptr, int(now.keep.size()));
    if (!now.cannotKeep.isEmpty())
        parts << tr("%1 cannot keep a file").arg(namesOf(now.cannotKeep));
    //: Between the parts of "Starts 1 print now, 2 keep the file"
    return parts.join(tr(", "));
}

QString SendSheet::conversion() const
{
    if (!m_files)
        return {};
    const Plan now = plan();
    QMap<QString, QList<Printer *>> byForm;
    for (Printer *printer : now.start + now.keep) {
        for (const PrintFile &file : m_files->files()) {
            const QString form = printer->capabilities().convertedForm(file.name);
            if (!form.isEmpty() && !byForm[form].contains(printer))
                byForm[form] << printer;
        }
    }
    QStringList sentences;
    for (auto it = byForm.cbegin(); it != byForm.cend(); ++it)
        //: A file type, and printers: "Will be converted to .3w for Hall 3."
        sentences
            << tr("Will be converted to %1 for %2.").arg(u'.' + it.key(), namesOf(it.value()));
    return sentences.join(u' ');
}

QString SendSheet::primaryText() const
{
    const Plan now = plan();
    if (now.count() == 0)
        return tr("Send");
    if (now.count() > 1)
        return tr("Send to %n printer(s)", nullptr, int(now.count()));
    return now.start.isEmpty() ? tr("Send to %1").arg(now.keep.constFirst()->name())
                               : tr("Send to %1 and print").arg(now.start.constFirst()->name());
}

QString SendSheet::whyNot() const
{
    if (!m_files)
        return {};
    if (!problem().isEmpty())
        return problem();
    if (m_files->isReading())
        return tr("The file is still being read");
    if (m_targets.choices().isEmpty())
        return tr("Choose a printer first");
    const Plan now = plan();
    if (now.count() == 0)
        return tr("None of these printers can keep a file without printing it");
    if (!now.start.isEmpty() && !m_options.isUsable())
        return tr("A start option is out of its range");
    return {};
}

void SendSheet::openWith(std::unique_ptr<FileReader> files, const QList<QUuid> &chosen)
{
    const bool wasOpen = isOpen();
    m_files = std::move(files);
    m_changed.clear();
    m_modeChosen = false;
    m_mode = SendMode::SendAndStart;
    connect(m_files.get(), &FileReader::changed, this, &SendSheet::handleRead);
    m_options.begin();
    m_targets.begin(m_files->files(), chosen);
    if (!wasOpen)
        Q_EMIT openChanged();
    Q_EMIT filesChanged();
}

void SendSheet::openFiles(const QList<QUrl> &urls, const QList<QUuid> &chosen)
{
    openWith(std::make_unique<FileReader>(urls, m_services.fleet.context().pool), chosen);
}

void SendSheet::send()
{
    if (!canSend())
        return;
    for (const PrintFile &file : m_files->files()) {
        if (const auto changed = changedSince(file)) {
            // What is shown is of another file: read it and let the person look.
            m_changed = changed->message;
            m_files->readAgain();
            Q_EMIT filesChanged();
            Q_EMIT outcomeChanged();
            return;
        }
    }
    const QList<QUuid> plates = plan().plates;
    if (plates.isEmpty())
        return sendAll({});
    m_services.question.ask([this, plates] { return plateQuestion(plates); },
                            [this, plates] { sendAll(plates); });
}

// The words of UI.md for a plate that is not known to be clear, as things are now.
QuestionWords SendSheet::plateQuestion(const QList<QUuid> &plates) const
{
    QuestionWords words;
    words.safeText = tr("Do not start");
    words.dangerous = false;
    for (const QUuid &id : plates) {
        const Printer *printer = m_services.fleet.printer(id);
        if (!printer || !plan().start.contains(printer)) {
            words.whyNot = printer ? tr("%1 cannot start a print now.").arg(printer->name())
                                   : tr("A printer is no longer in the fleet.");
            continue;
        }
        const auto &last = printer->status().lastJob;
        const QString line = last && !last->name.isEmpty()
            ? tr("The last print, %1, was not taken off as far as Flotilla knows.").arg(last->name)
            : tr("Flotilla does not know what lies on it.");
        words.title = tr("Is the plate of %1 clear?").arg(printer->name());
        words.text = line;
        words.lines << tr("%1: %2", "printer: sentence").arg(printer->name(), line);
    }
    words.actText = tr("Plate is clear, start");
    if (plates.size() == 1) {
        words.lines.clear();
        return words;
    }
    words.title = tr("Are %n plate(s) clear?", nullptr, int(plates.size()));
    words.text.clear();
    words.actText = tr("Plates are clear, start");
    return words;
}

void SendSheet::sendAll(const QList<QUuid> &clearPlates)
{
    if (!canSend())
        return;
    const Plan now = plan();
    const QList<PrintFile> files = m_files->files();
    if (!now.start.isEmpty()) {
        m_options.remember(now.start);
        noteAsked(m_services.settings);
    }
    for (const Printer *printer : now.start) {
        const PrintFile &file = files.constFirst();
        m_services.transfers.send({.printer = printer->id(),
                                   .filePath = file.path,
                                   .as = file.name,
                                   .start = true,
                                   .options = m_options.optionsFor(*printer),
                                   .plateClear = clearPlates.contains(printer->id())});
    }
    for (const Printer *printer : now.keep) {
        for (const PrintFile &file : files)
            m_services.transfers.send(
                {.printer = printer->id(), .filePath = file.path, .as = file.name});
    }
    cancel();
}

void SendSheet::cancel()
{
    if (!isOpen())
        return;
    m_files.reset();
    m_targets.end();
    m_options.begin();
    Q_EMIT openChanged();
    Q_EMIT filesChanged();
}

void SendSheet::handleRead()
{
    m_targets.setFiles(m_files->files());
    Q_EMIT filesChanged();
    Q_EMIT outcomeChanged();
}

void SendSheet::handleChoice()
{
    if (!isOpen())
        return;
    m_options.setPrinters(printersOf(m_targets.choices()), tools());
    const bool mayStart = offersStart();
    if (!m_modeChosen)
        m_mode = SendMode::SendAndStart;
    if (m_mode == SendMode::SendAndStart ? !mayStart : !offersSendOnly() && mayStart)
        m_mode = mayStart ? SendMode::SendAndStart : SendMode::SendOnly;
    tellObjections();
    Q_EMIT outcomeChanged();
}

// What lies in the slots of a chosen printer may be something else now.
void SendSheet::handleStatus(Printer *printer)
{
    const QList<SendTargets::Choice> choices = m_targets.choices();
    const bool isChosen
        = std::any_of(choices.cbegin(), choices.cend(),
                      [&](const SendTargets::Choice &choice) { return choice.printer == printer; });
    if (isOpen() && isChosen)
        m_options.setPrinters(printersOf(choices), tools());
}

QList<FileTool> SendSheet::tools() const
{
    return m_files->files().size() == 1 ? m_files->files().constFirst().tools : QList<FileTool>();
}

void SendSheet::tellObjections()
{
    m_targets.setObjections(m_mode == SendMode::SendAndStart ? m_options.objections()
                                                             : QHash<QUuid, QString>());
}

} // namespace flotilla::models
