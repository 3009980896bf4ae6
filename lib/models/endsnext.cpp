// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/endsnext.h"

#include "models/fleetmodel.h"
#include "models/times.h"

#include <QFontMetricsF>

#include <algorithm>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 secondsOfHour = 3600;
// Fewer prints than this are no comparison.
constexpr std::size_t leastPrints = 2;

// The axis stands still for a minute, and a mark for as long as its label does.
QDateTime wholeMinute(const QDateTime &time)
{
    return QDateTime::fromSecsSinceEpoch(time.toSecsSinceEpoch() / 60 * 60);
}

} // namespace

EndsNext::EndsNext(const FleetModel &model, QObject *parent)
    : QAbstractListModel(parent)
    , m_model(model)
    , m_measure(
          [this](const QString &text) { return QFontMetricsF(m_font).horizontalAdvance(text); })
{
    m_minute.setSingleShot(true);
    connect(&m_minute, &QTimer::timeout, this, &EndsNext::update);
    connect(&model, &FleetModel::refreshed, this, &EndsNext::update);
    update();
}

int EndsNext::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_marks.size());
}

QVariant EndsNext::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Mark &mark = m_marks[std::size_t(index.row())];
    switch (role) {
    case PositionRole:
        return mark.x;
    case Qt::DisplayRole:
    case TitleRole:
        return mark.text;
    case ToolTipRole:
        return mark.toolTip;
    case SpokenRole:
        return mark.spoken;
    case PrinterIdRole:
        return mark.printerId;
    default:
        return {};
    }
}

QHash<int, QByteArray> EndsNext::roleNames() const
{
    return {{PositionRole, "position"},
            {TitleRole, "title"},
            {ToolTipRole, "toolTip"},
            {SpokenRole, "spoken"},
            {PrinterIdRole, "printerId"}};
}

void EndsNext::setWidth(double width)
{
    if (qFuzzyCompare(m_width + 1, width + 1))
        return;
    m_width = width;
    Q_EMIT axisChanged();
    update();
}

void EndsNext::setHours(int hours)
{
    if (m_hours == hours || hours < 1)
        return;
    m_hours = hours;
    Q_EMIT axisChanged();
    update();
}

void EndsNext::setFont(const QFont &font)
{
    if (m_font == font)
        return;
    m_font = font;
    Q_EMIT axisChanged();
    update();
}

void EndsNext::setMeasure(std::function<double(const QString &)> measure)
{
    m_measure = std::move(measure);
    update();
}

void EndsNext::update()
{
    const QDateTime now = wholeMinute(m_model.now());
    const bool enough = m_width > 0 && prints(now).size() >= leastPrints;
    put(enough ? marks(now) : std::vector<Mark>());
    updateTicks(now);
    if (m_shown != enough) {
        m_shown = enough;
        Q_EMIT shownChanged();
    }
    // The axis moves with the clock; nobody needs it while it is hidden.
    if (enough && !m_minute.isActive())
        m_minute.start(int(60'000 - m_model.now().toMSecsSinceEpoch() % 60'000));
}

void EndsNext::updateTicks(const QDateTime &now)
{
    QVariantList ticks;
    const QDateTime local = now.toLocalTime();
    QDateTime hour(local.date(), QTime(local.time().hour(), 0));
    for (int i = 0; i <= m_hours && m_width > 0; ++i) {
        hour = hour.addSecs(secondsOfHour);
        const double x = xOf(hour, now);
        if (x < m_width)
            ticks << QVariantMap {{u"x"_s, x}, {u"text"_s, clockText(hour, m_model.locale())}};
    }
    //: The left end of a time axis: "now 13:47"
    const QString text = tr("now %1").arg(clockText(now, m_model.locale()));
    if (ticks == m_ticks && text == m_nowText)
        return;
    m_ticks = ticks;
    m_nowText = text;
    Q_EMIT ticksChanged();
}

// Those that end on the axis, in order.
std::vector<EndsNext::Print> EndsNext::prints(const QDateTime &now) const
{
    const QDateTime last = now.addSecs(m_hours * secondsOfHour);
    std::vector<Print> found;
    for (const FleetModel::Row &row : m_model.rows()) {
        if (row.end.isValid() && row.end <= last)
            found.push_back({wholeMinute(row.end), row.face.name, row.idText});
    }
    std::sort(found.begin(), found.end(), [](const Print &a, const Print &b) {
        return std::tie(a.end, a.name, a.printerId) < std::tie(b.end, b.name, b.printerId);
    });
    return found;
}

std::vector<EndsNext::Mark> EndsNext::marks(const QDateTime &now) const
{
    std::vector<Mark> all;
    std::vector<Print> merged;
    for (const Print &print : prints(now)) {
        if (!merged.empty()) {
            const Mark mark = markOf(merged, now);
            const double name = mark.text.isEmpty() ? 0 : nameGap + m_measure(mark.text);
            const double room = qMax(leastDistance, markWidth + name + markGap);
            if (xOf(print.end, now) - mark.x >= room) {
                all.push_back(mark);
                merged.clear();
            }
        }
        merged.push_back(print);
    }
    if (!merged.empty())
        all.push_back(markOf(merged, now));
    return all;
}

EndsNext::Mark EndsNext::markOf(const std::vector<Print> &merged, const QDateTime &now) const
{
    Mark mark {.x = xOf(merged.front().end, now),
               .text = merged.front().name,
               .printerId = merged.front().printerId};
    if (merged.size() > 1)
        //: %1 is a printer; %2 others end soon after it: "Calypso +1"
        mark.text = tr("%1 +%2").arg(mark.text).arg(merged.size() - 1);
    if (mark.x + markWidth + nameGap + m_measure(mark.text) > m_width)
        mark.text.clear();
    QStringList lines;
    QStringList spoken;
    for (const Print &print : merged) {
        const QString when = whenText(print.end, now, m_model.locale());
        //: %1 is a printer, %2 the time at which its print ends
        lines << tr("%1 · %2").arg(print.name, when);
        spoken << tr("%1 ends %2").arg(print.name, when);
    }
    mark.toolTip = lines.join(u'\n');
    mark.spoken = spoken.join(u", "_s);
    return mark;
}

double EndsNext::xOf(const QDateTime &time, const QDateTime &now) const
{
    const double x = double(now.secsTo(time)) / double(m_hours * secondsOfHour) * m_width;
    return qMax(0.0, x); // overdue: it ends any moment
}

// Marks that stay keep their rows, so that what is focused stays focused.
void EndsNext::put(std::vector<Mark> fresh)
{
    const int before = rowCount();
    const int after = int(fresh.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_marks.resize(fresh.size());
        endRemoveRows();
    }
    for (int i = 0; i < qMin(before, after); ++i) {
        if (m_marks[std::size_t(i)] == fresh[std::size_t(i)])
            continue;
        m_marks[std::size_t(i)] = fresh[std::size_t(i)];
        Q_EMIT dataChanged(index(i), index(i));
    }
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_marks = std::move(fresh);
        endInsertRows();
    }
}

} // namespace flotilla::models
