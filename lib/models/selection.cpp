// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/selection.h"

#include "models/fleetmodel.h"
#include "models/fleetview.h"

namespace flotilla::models {

Selection::Selection(FleetModel &model, FleetView &view, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_view(view)
{
    connect(&model, &FleetModel::rowsRemoved, this, [this] {
        if (count() != m_knownCount) {
            m_knownCount = count();
            Q_EMIT changed();
        }
    });
}

int Selection::count() const
{
    return int(m_model.selected().size());
}

QStringList Selection::ids() const
{
    QStringList shown;
    for (const QUuid &id : m_view.shown()) {
        if (m_model.selected().contains(id))
            shown << id.toString(QUuid::WithoutBraces);
    }
    for (const FleetModel::Row &row : m_model.rows()) {
        if (m_model.selected().contains(row.id) && m_view.rowOf(row.idText) < 0)
            shown << row.idText;
    }
    return shown;
}

bool Selection::contains(const QString &printerId) const
{
    return m_model.selected().contains(QUuid::fromString(printerId));
}

void Selection::toggle(const QString &printerId)
{
    const QUuid id = QUuid::fromString(printerId);
    if (!m_model.find(id))
        return;
    QSet<QUuid> selected = m_model.selected();
    if (!selected.remove(id))
        selected.insert(id);
    m_anchor = id;
    apply(selected);
}

void Selection::setOnly(const QString &printerId)
{
    const QUuid id = QUuid::fromString(printerId);
    if (!m_model.find(id))
        return;
    m_anchor = id;
    apply({id});
}

void Selection::extendTo(const QString &printerId)
{
    const int from = m_view.rowOf(m_anchor.toString());
    const int to = m_view.rowOf(printerId);
    if (from < 0 || to < 0) {
        toggle(printerId);
        return;
    }
    QSet<QUuid> selected = m_model.selected();
    for (int row = qMin(from, to); row <= qMax(from, to); ++row)
        selected.insert(m_view.shown()[std::size_t(row)]);
    apply(selected);
}

void Selection::selectAll()
{
    QSet<QUuid> selected = m_model.selected();
    for (const QUuid &id : m_view.shown())
        selected.insert(id);
    apply(selected);
}

void Selection::clear()
{
    m_anchor = {};
    apply({});
}

void Selection::apply(const QSet<QUuid> &selected)
{
    if (selected == m_model.selected())
        return;
    m_model.setSelected(selected);
    m_knownCount = count();
    Q_EMIT changed();
}

} // namespace flotilla::models
