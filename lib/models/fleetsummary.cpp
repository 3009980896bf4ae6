// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleetsummary.h"

#include "core/printer.h"
#include "models/fleetmodel.h"
#include "models/times.h"

namespace flotilla::models {

FleetSummary::FleetSummary(const FleetModel &model, QObject *parent)
    : QObject(parent)
    , m_model(model)
{
    connect(&model, &FleetModel::refreshed, this, &FleetSummary::update);
    update();
}

void FleetSummary::setLoading(bool loading)
{
    if (m_loading == loading)
        return;
    m_loading = loading;
    Q_EMIT changed();
}

void FleetSummary::update()
{
    const Numbers fresh = numbers();
    const QString caption = captionText();
    const QString answering = answeringText();
    if (fresh == m_numbers && caption == m_caption && answering == m_answering)
        return;
    m_numbers = fresh;
    m_caption = caption;
    m_answering = answering;
    Q_EMIT changed();
}

FleetSummary::Numbers FleetSummary::numbers() const
{
    return {.total = m_model.countOf(Chip::All),
            .needsYou = m_model.countOf(Chip::NeedsYou),
            .printing = m_model.countOf(Chip::Printing),
            .paused = m_model.countOf(Chip::Paused),
            .ready = m_model.countOf(Chip::Ready),
            .noAnswer = m_model.countOf(Chip::NoAnswer)};
}

QString FleetSummary::captionText() const
{
    const QString count = tr("%n printer(s)", nullptr, m_model.countOf(Chip::All));
    const FleetModel::Row *next = nullptr;
    for (const FleetModel::Row &row : m_model.rows()) {
        if (row.end.isValid() && (!next || row.end < next->end))
            next = &row;
    }
    if (!next)
        return count;
    //: %1 is "14 printers", %2 a time, %3 a printer: its print ends first
    return tr("%1 · next plate free at %2 (%3)")
        .arg(count, whenText(next->end, m_model.now(), m_model.locale()), next->face.name);
}

QString FleetSummary::answeringText() const
{
    if (m_model.rows().empty())
        return tr("No printers yet");
    int online = 0;
    for (const FleetModel::Row &row : m_model.rows())
        online += row.printer->status().link == Link::Online;
    //: How many printers answer: "12 of 14 answer"
    return tr("%1 of %2 answer").arg(online).arg(m_model.countOf(Chip::All));
}

} // namespace flotilla::models
