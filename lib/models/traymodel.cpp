// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traymodel.h"

#include "base/clock.h"
#include "core/drivercontext.h"
#include "core/fleet.h"
#include "models/cardfacts.h"
#include "models/fleetorder.h"
#include "models/times.h"

#include <array>

namespace flotilla::models {

using namespace Qt::StringLiterals;

// A printer that has something to say.
struct TrayModel::Entry
{
    Row row;
    PrinterStatus status;
    OrderKey order;
    QDateTime end; // invalid: nobody can say
    bool sending = false;

    bool isRunning() const { return row.face.chip == Chip::Printing; }
    double progress() const { return status.job ? status.job->progress.value_or(0) : 0; }
    // Silent in the middle of a print.
    bool isLost() const
    {
        return (status.link == Link::Stale || status.link == Link::Unreachable) && hasJob(status);
    }
};

namespace {

// What the centre of the icon tells, most urgent first.
enum class Urgency { Error, NeedsYou, ClearPlate, Paused, Printing, NoAnswer, Nothing };

Urgency urgencyOf(const PrinterStatus &status, const CardFace &face, bool lost)
{
    if (lost)
        return Urgency::NoAnswer;
    switch (face.chip) {
    case Chip::NeedsYou:
        if (status.link == Link::Rejected || status.state == State::Attention)
            return Urgency::NeedsYou;
        return status.state == State::Error ? Urgency::Error : Urgency::ClearPlate;
    case Chip::Paused:
        return Urgency::Paused;
    case Chip::Printing:
        return Urgency::Printing;
    case Chip::All:
    case Chip::Ready:
    case Chip::NoAnswer:
        break;
    }
    return Urgency::Nothing;
}

Act quickActOf(const PrinterStatus &status, const Capabilities &capabilities, const CardFace &face)
{
    if (showsSending(status))
        return status.activity->kind == ActivityKind::Starting ? Act::None : Act::CancelSending;
    if (!capabilities.pause || status.link != Link::Online)
        return Act::None;
    if (status.state == State::Printing)
        return Act::Pause;
    return status.state == State::Paused && face.act == Act::None ? Act::Resume : Act::None;
}

// A tool tip is no sentence.
QString withoutFullStop(const QString &text)
{
    return text.endsWith(u'.') ? text.chopped(1) : text;
}

QString timesOf(const CardFace &face)
{
    return QString(face.timing).replace(u" · "_s, u", "_s);
}

} // namespace

TrayModel::TrayModel(Fleet &fleet, const QLocale &locale, QObject *parent)
    : QAbstractListModel(parent)
    , m_fleet(fleet)
    , m_clock(fleet.context().clock)
    , m_locale(locale)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TrayModel::look);
    connect(&m_fleet, &Fleet::statusChanged, this, &TrayModel::note);
    connect(&m_fleet, &Fleet::printerAdded, this, &TrayModel::note);
    connect(&m_fleet, &Fleet::printerRemoved, this, &TrayModel::note);
    look();
}

// Something changed. Told now, or when a second has passed since the last time.
void TrayModel::note()
{
    const auto left = pace - (m_clock.monotonic() - m_lookedAt);
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > pace)
        m_timer.start(std::clamp(left, std::chrono::milliseconds::zero(), pace));
}

void TrayModel::look()
{
    m_lookedAt = m_clock.monotonic();
    const Picture next = pictureOf(entries());
    if (!next.rows.isEmpty())
        m_timer.start(timesMove);
    if (next == m_now)
        return;
    setRows(next.rows);
    m_now = next;
    Q_EMIT changed();
}

std::vector<TrayModel::Entry> TrayModel::entries() const
{
    const QDateTime now = m_clock.now();
    std::vector<Entry> found;
    for (const Printer *printer : m_fleet.printers()) {
        const CardFacts facts = cardFactsOf(*printer);
        const CardFace face = cardFaceOf(facts, now, m_locale);
        Entry entry {.row = {facts.status.id.toString(QUuid::WithoutBraces), face,
                             quickActOf(facts.status, facts.capabilities, face)},
                     .status = facts.status,
                     .order = orderKeyOf(facts, face.make),
                     .end = endOf(facts.status),
                     .sending = showsSending(facts.status)};
        const bool active = face.chip == Chip::NeedsYou || face.chip == Chip::Printing
            || face.chip == Chip::Paused || entry.sending || entry.isLost();
        if (active)
            found.push_back(std::move(entry));
    }
    std::sort(found.begin(), found.end(), [](const Entry &a, const Entry &b) {
        return comesBefore(a.order, b.order, FleetSort::NeedsYouFirst);
    });
    return found;
}

TrayModel::Picture TrayModel::pictureOf(const std::vector<Entry> &entries) const
{
    const QDateTime now = m_clock.now();
    Picture picture {.face = faceOf(entries)};
    int printing = 0;
    const Entry *next = nullptr; // ends first
    QDateTime hiddenEnd; // of the last one beyond the rows; invalid where one does not print
    int hidden = 0;
    bool hiddenPrint = true;
    for (const Entry &entry : entries) {
        printing += entry.isRunning() ? 1 : 0;
        if (entry.row.face.chip == Chip::NeedsYou)
            picture.needy << entry.row;
        if (entry.row.quickAct == Act::Pause)
            picture.pausable << entry.row.id;
        if (entry.end.isValid() && (!next || entry.end < next->end))
            next = &entry;
        if (picture.rows.size() < mostRows) {
            picture.rows << entry.row;
            continue;
        }
        ++hidden;
        hiddenPrint = hiddenPrint && entry.end.isValid();
        if (entry.end.isValid() && (!hiddenEnd.isValid() || entry.end > hiddenEnd))
            hiddenEnd = entry.end;
    }
    const QString running = tr("%n printing", nullptr, printing);
    const QString needing = tr("%n need(s) you", nullptr, int(picture.needy.size()));
    if (printing > 0 && !picture.needy.isEmpty())
        //: "5 printing, 3 need you"
        picture.head = tr("%1, %2").arg(running, needing);
    else if (printing > 0)
        picture.head = running;
    else
        picture.head = picture.needy.isEmpty() ? tr("Nothing runs") : needing;
    if (next)
        picture.caption = tr("Next plate free at %1 (%2)")
                              .arg(whenText(next->end, now, m_locale), next->row.face.name);
    if (hidden > 0)
        picture.more = hiddenPrint ? tr("%n more print(s) until %1", nullptr, hidden)
                                         .arg(whenText(hiddenEnd, now, m_locale))
                                   : tr("%n more", nullptr, hidden);
    return picture;
}

TrayFace TrayModel::faceOf(const std::vector<Entry> &entries) const
{
    TrayFace face {.toolTip = tr("Flotilla: nothing runs")};
    Urgency worst = Urgency::Nothing;
    const Entry *shown = nullptr;
    const Entry *next = nullptr;
    for (const Entry &entry : entries) {
        const Urgency urgency = urgencyOf(entry.status, entry.row.face, entry.isLost());
        if (urgency < worst) {
            worst = urgency;
            shown = &entry;
        }
        if (entry.end.isValid() && (!next || entry.end < next->end))
            next = &entry;
    }
    if (!shown)
        return face;
    // A centre that speaks of printing speaks of the print that the ring shows.
    if (worst == Urgency::Printing && next)
        shown = next;
    const CardFace &card = shown->row.face;
    face.mark = worst == Urgency::NoAnswer ? u"link-unreachable"_s : card.mark;
    face.role = worst == Urgency::NoAnswer ? ColorRole::Grey : card.role;
    face.running = worst == Urgency::Printing;
    if (next)
        face.ring = next->progress();
    else if (worst == Urgency::ClearPlate)
        face.ring = 1;
    else
        face.ring = worst == Urgency::NoAnswer ? 0 : shown->progress();
    switch (worst) {
    case Urgency::Printing:
        face.toolTip = card.timing.isEmpty()
            ? tr("%1 %2").arg(card.name, card.percent)
            //: "Calypso 64 %, 45 min, 14:32"
            : tr("%1 %2, %3").arg(card.name, card.percent, timesOf(card));
        break;
    case Urgency::Paused:
        face.toolTip = tr("%1 paused at %2").arg(card.name, card.percent);
        break;
    case Urgency::ClearPlate:
        face.toolTip = tr("%1: clear the plate").arg(card.name);
        break;
    case Urgency::NoAnswer:
        face.toolTip = tr("%1 does not answer").arg(card.name);
        break;
    case Urgency::Error:
    case Urgency::NeedsYou:
    case Urgency::Nothing:
        face.toolTip = tr("%1: %2").arg(card.name, withoutFullStop(card.secondLine));
        break;
    }
    return face;
}

// The order of few rows changes seldom; what stays where it is keeps its delegate.
void TrayModel::setRows(const QList<Row> &rows)
{
    const auto sameIds = [&] {
        return std::equal(rows.begin(), rows.end(), m_now.rows.begin(), m_now.rows.end(),
                          [](const Row &a, const Row &b) { return a.id == b.id; });
    };
    if (!sameIds()) {
        beginResetModel();
        m_now.rows = rows;
        endResetModel();
        return;
    }
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (m_now.rows[i] == rows[i])
            continue;
        m_now.rows[i] = rows[i];
        Q_EMIT dataChanged(index(int(i)), index(int(i)));
    }
}

int TrayModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant TrayModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_now.rows[index.row()];
    switch (role) {
    case PrinterIdRole:
        return row.id;
    case FaceRole:
        return QVariant::fromValue(row.face);
    case QuickActRole:
        return QVariant::fromValue(row.quickAct);
    default:
        return {};
    }
}

QHash<int, QByteArray> TrayModel::roleNames() const
{
    return {{PrinterIdRole, "printerId"}, {FaceRole, "face"}, {QuickActRole, "quickAct"}};
}

} // namespace flotilla::models
