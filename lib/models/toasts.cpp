// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/toasts.h"

#include "base/clock.h"

#include <algorithm>

namespace flotilla::models {

Toasts::Toasts(const Clock &clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
{
    connect(&m_timer, &QTimer::timeout, this, &Toasts::look);
}

Toasts::~Toasts()
{
    commitAll();
}

void Toasts::show(const QString &text)
{
    add({.text = text, .time = plainTime});
}

void Toasts::showUndo(const QString &text, const Callback &undo, const Callback &commit,
                      std::chrono::milliseconds time)
{
    //: The button that takes back what was just done
    add({.text = text, .actionText = tr("Undo"), .action = undo, .commit = commit, .time = time});
}

void Toasts::showError(const QString &text, const QString &actionText, const Callback &action,
                       const QString &details)
{
    const auto known = std::find_if(m_toasts.begin(), m_toasts.end(), [&](const Toast &toast) {
        return toast.isError && toast.text == text;
    });
    Toast toast {.text = text,
                 .isError = true,
                 .actionText = actionText,
                 .action = action,
                 .details = details};
    if (known != m_toasts.end()) {
        toast.count = known->count + 1;
        take(int(known - m_toasts.begin()));
    }
    add(std::move(toast));
}

void Toasts::act(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    const Toast toast = take(m_waiting + row);
    if (toast.action)
        toast.action();
}

void Toasts::close(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    const Toast toast = take(m_waiting + row);
    if (toast.commit)
        toast.commit();
}

void Toasts::undoLast()
{
    const auto newest = std::find_if(m_toasts.rbegin(), m_toasts.rend(),
                                     [this](const Toast &toast) { return runsDown(toast); });
    if (newest == m_toasts.rend())
        return;
    const Toast toast = take(int(m_toasts.rend() - newest) - 1);
    toast.action();
}

bool Toasts::canUndo() const
{
    return std::any_of(m_toasts.begin(), m_toasts.end(),
                       [this](const Toast &toast) { return runsDown(toast); });
}

void Toasts::commitAll()
{
    std::vector<Callback> commits;
    for (int at = int(m_toasts.size()) - 1; at >= 0; --at) {
        if (m_toasts[size_t(at)].commit)
            commits.push_back(take(at).commit);
    }
    std::for_each(commits.rbegin(), commits.rend(), [](const Callback &commit) { commit(); });
}

int Toasts::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_toasts.size()) - m_waiting;
}

QVariant Toasts::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Toast &toast = m_toasts[size_t(m_waiting + index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return toast.text;
    case IsErrorRole:
        return toast.isError;
    case ActionTextRole:
        return toast.actionText;
    case RemainingRole:
        return remaining(toast);
    case DetailsRole:
        return toast.details;
    case CountRole:
        return toast.count;
    default:
        return {};
    }
}

QHash<int, QByteArray> Toasts::roleNames() const
{
    return {{TextRole, "text"},           {IsErrorRole, "isError"}, {ActionTextRole, "actionText"},
            {RemainingRole, "remaining"}, {DetailsRole, "details"}, {CountRole, "count"}};
}

void Toasts::add(Toast toast)
{
    const bool couldUndo = canUndo();
    if (toast.time.count() > 0)
        toast.ends = m_clock.monotonic() + toast.time;
    const QString text = toast.text;
    if (rowCount() == mostShown) { // the oldest shown one steps back
        beginRemoveRows({}, 0, 0);
        ++m_waiting;
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_toasts.push_back(std::move(toast));
    endInsertRows();
    if (!m_timer.isActive())
        m_timer.start(beat);
    if (canUndo() != couldUndo)
        Q_EMIT canUndoChanged();
    Q_EMIT told(text);
}

Toasts::Toast Toasts::take(int at)
{
    const bool couldUndo = canUndo();
    const Toast toast = m_toasts[size_t(at)];
    if (at < m_waiting) {
        m_toasts.erase(m_toasts.begin() + at);
        --m_waiting;
    } else {
        beginRemoveRows({}, at - m_waiting, at - m_waiting);
        m_toasts.erase(m_toasts.begin() + at);
        endRemoveRows();
        if (m_waiting > 0) {
            beginInsertRows({}, 0, 0);
            --m_waiting;
            endInsertRows();
        }
    }
    if (canUndo() != couldUndo)
        Q_EMIT canUndoChanged();
    return toast;
}

// Everybody whose time is over goes; where something can be undone, its time is seen to run.
void Toasts::look()
{
    std::vector<Callback> commits;
    for (int at = int(m_toasts.size()) - 1; at >= 0; --at) {
        const Toast &toast = m_toasts[size_t(at)];
        if (toast.time.count() == 0 || m_clock.monotonic() < toast.ends)
            continue;
        if (const Toast gone = take(at); gone.commit)
            commits.push_back(gone.commit);
    }
    // Last, oldest first: they may tell something new.
    std::for_each(commits.rbegin(), commits.rend(), [](const Callback &commit) { commit(); });
    for (int row = 0; row < rowCount(); ++row) {
        const Toast &toast = m_toasts[size_t(m_waiting + row)];
        if (runsDown(toast))
            Q_EMIT dataChanged(index(row), index(row), {RemainingRole});
    }
    const bool timed = std::any_of(m_toasts.begin(), m_toasts.end(),
                                   [](const Toast &toast) { return toast.time.count() > 0; });
    if (!timed)
        m_timer.stop();
}

double Toasts::remaining(const Toast &toast) const
{
    if (!runsDown(toast))
        return -1;
    const auto left = toast.ends - m_clock.monotonic();
    return std::clamp(double(left.count()) / double(toast.time.count()), 0.0, 1.0);
}

bool Toasts::runsDown(const Toast &toast) const
{
    return toast.time.count() > 0 && toast.action;
}

} // namespace flotilla::models
