// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/dropsession.h"

#include "base/clock.h"
#include "core/drivercontext.h"
#include "core/fleet.h"
#include "models/filewords.h"
#include "models/senddesk.h"
#include "models/sendhabits.h"
#include "models/sendsheet.h"

namespace flotilla::models {

DropSession::DropSession(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    Fleet &fleet = m_services.fleet;
    connect(&fleet, &Fleet::statusChanged, this,
            [this](const Printer *printer) { judgeOne(printer->id()); });
    connect(&fleet, &Fleet::printerAdded, this,
            [this](const Printer *printer) { judgeOne(printer->id()); });
    connect(&fleet, &Fleet::printerRemoved, this, [this](const QUuid &id) {
        m_verdicts.remove(id);
        if (QUuid::fromString(m_target) == id)
            setTarget({});
    });
    connect(&m_services.transfers, &SendDesk::sendingChanged, this, &DropSession::judgeOne);
}

DropSession::~DropSession() = default;

void DropSession::setTarget(const QString &printerId)
{
    if (m_target == printerId)
        return;
    m_target = printerId;
    Q_EMIT targetChanged();
}

void DropSession::setSelection(const QList<QUuid> &printers)
{
    m_selection = printers;
    judgeAll();
}

void DropSession::begin(const QList<QUrl> &urls)
{
    if (m_services.sheet.isOpen())
        return; // one after the other
    const bool wasActive = isActive();
    m_files = std::make_unique<FileReader>(urls, m_services.fleet.context().pool);
    connect(m_files.get(), &FileReader::changed, this, [this] {
        judgeAll();
        Q_EMIT filesChanged();
    });
    judgeAll();
    Q_EMIT filesChanged();
    if (!wasActive)
        Q_EMIT activeChanged();
}

void DropSession::leave()
{
    release();
}

std::unique_ptr<FileReader> DropSession::release()
{
    auto files = std::move(m_files);
    if (!files)
        return files;
    files->disconnect(this);
    setTarget({});
    judgeAll();
    Q_EMIT activeChanged();
    Q_EMIT filesChanged();
    return files;
}

QString DropSession::title() const
{
    if (!m_files)
        return {};
    return isProblem() ? m_files->problem() : tr("Drop on a card, or here to choose printers");
}

QString DropSession::facts() const
{
    if (!m_files || isProblem())
        return {};
    const QList<PrintFile> &files = m_files->files();
    if (files.size() == 1)
        return factsLine(files.constFirst());
    QStringList names;
    for (const PrintFile &file : files)
        names << file.shownName;
    //: How many files, then their names
    return tr("%n file(s): %1", nullptr, int(files.size())).arg(names.join(QStringLiteral(", ")));
}

bool DropSession::isProblem() const
{
    return m_files && !m_files->problem().isEmpty();
}

PictureData DropSession::thumbnail() const
{
    return m_files && m_files->files().size() == 1
        ? PictureData {m_files->files().constFirst().thumbnail}
        : PictureData();
}

Verdict DropSession::judge(const Printer &printer) const
{
    if (isProblem()) {
        const PrintFile unusable {.problem = Error {Error::Kind::BadFile, m_files->problem(), {}}};
        return verdictOf({unusable, printer.status(), printer.capabilities(), {}});
    }
    const bool sending = m_services.transfers.isSendingTo(printer.id());
    Verdict verdict = verdictOfSeveral(m_files->files(), printer.status(), printer.capabilities(),
                                       m_services.fleet.context().clock.now(), sending);
    if (!verdict.choosable)
        return verdict;
    if (m_selection.size() > 1 && m_selection.contains(printer.id()))
        verdict.pill = tr("Send to %n printer(s)…", nullptr, int(m_selection.size()));
    else if (verdict.kind == VerdictKind::StartsNow && !mayStartUnasked(printer, verdict))
        verdict.pill = tr("%1…", "what a drop would do; it asks first").arg(verdict.pill);
    return verdict;
}

void DropSession::judgeAll()
{
    QHash<QUuid, Verdict> verdicts;
    if (m_files) {
        for (const Printer *printer : m_services.fleet.printers())
            verdicts.insert(printer->id(), judge(*printer));
    }
    if (m_verdicts == verdicts)
        return;
    m_verdicts = std::move(verdicts);
    Q_EMIT verdictsChanged();
}

void DropSession::judgeOne(const QUuid &id)
{
    const Printer *printer = m_services.fleet.printer(id);
    if (!m_files || !printer)
        return;
    const Verdict verdict = judge(*printer);
    if (verdict == m_verdicts.value(id))
        return;
    m_verdicts.insert(id, verdict);
    Q_EMIT verdictsChanged();
}

// One plain file on one ready, clear printer, and the person does not want to be asked.
bool DropSession::mayStartUnasked(const Printer &printer, const Verdict &verdict) const
{
    const QList<Parameter> &options = printer.capabilities().startOptions;
    const bool choosesSlots
        = std::any_of(options.cbegin(), options.cend(), [](const Parameter &parameter) {
              return parameter.type == Parameter::Type::SlotMap || parameter.required;
          });
    return verdict.kind == VerdictKind::StartsNow && !verdict.asksForPlate && !choosesSlots
        && m_files->files().size() == 1 && !asksBeforePrinting(m_services.settings);
}

void DropSession::dropOn(const QString &printerId)
{
    const QUuid id = QUuid::fromString(printerId);
    const Printer *printer = m_services.fleet.printer(id);
    if (!m_files || !printer)
        return leave();
    if (m_selection.size() > 1 && m_selection.contains(id))
        return dropOnSelection();
    const Verdict verdict = judge(*printer);
    if (!verdict.choosable) {
        Q_EMIT refused(isProblem() ? m_files->problem()
                                   : tr("%1: %2", "printer: why nothing is sent there")
                                         .arg(printer->name(), verdict.row));
        return leave();
    }
    if (!mayStartUnasked(*printer, verdict))
        return openSheet({id});
    const PrintFile &file = m_files->files().constFirst();
    if (const auto changed = changedSince(file))
        Q_EMIT refused(changed->message);
    else
        m_services.transfers.send({.printer = id,
                                   .filePath = file.path,
                                   .as = file.name,
                                   .start = true,
                                   .options = usualOptions(m_services.settings, *printer)});
    leave();
}

void DropSession::dropOnSelection()
{
    openSheet(m_selection);
}

void DropSession::dropOnFleet()
{
    openSheet({});
}

void DropSession::openSheet(const QList<QUuid> &chosen)
{
    if (!m_files)
        return;
    if (isProblem()) {
        Q_EMIT refused(m_files->problem());
        return leave();
    }
    m_services.sheet.openWith(release(), chosen);
}

} // namespace flotilla::models
