// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QUuid>

namespace flotilla::models {

struct CardFacts;

// In which order the fleet is shown.
namespace FleetSortNamespace {
Q_NAMESPACE
enum class FleetSort { NeedsYouFirst, Name, EndsNext, Make };
Q_ENUM_NS(FleetSort)
} // namespace FleetSortNamespace
using FleetSortNamespace::FleetSort;

// What a printer is sorted by. Made once for each change, compared often.
struct OrderKey
{
    int rank = 0; // how urgent, 0 = most
    qint64 time = 0; // within a rank: since when it waits, or when it ends
    qint64 end = 0; // of the running print; the highest number where there is none
    QString name = {}; // sortName()
    QString make = {}; // sortName()
    QUuid id = {}; // last resort: the order is total

    bool operator==(const OrderKey &) const = default;
};

OrderKey orderKeyOf(const CardFacts &facts, const QString &make);
bool comesBefore(const OrderKey &a, const OrderKey &b, FleetSort sort);

} // namespace flotilla::models
