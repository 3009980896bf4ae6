// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/question.h"

#include "core/fleet.h"

#include <utility>

namespace flotilla::models {

Question::Question(Fleet &fleet, QObject *parent)
    : QObject(parent)
{
    connect(&fleet, &Fleet::statusChanged, this, &Question::look);
    // The printer is still there while this signal is under way.
    connect(&fleet, &Fleet::printerRemoved, this, &Question::look, Qt::QueuedConnection);
}

void Question::ask(const Read &read, const std::function<void()> &act,
                   const std::function<void()> &decline)
{
    m_read = read;
    m_act = act;
    m_decline = decline;
    m_words = m_read();
    const bool was = std::exchange(m_open, true);
    Q_EMIT wordsChanged();
    if (!was)
        Q_EMIT openChanged();
}

void Question::confirm()
{
    look();
    if (!isEnabled())
        return;
    const auto act = m_act;
    close();
    act();
}

void Question::dismiss()
{
    if (!m_open)
        return;
    const auto decline = m_decline;
    close();
    if (decline)
        decline();
}

void Question::look()
{
    // Once dead it stays dead: what is there now is not what was asked about.
    if (!m_open || !m_words.whyNot.isEmpty())
        return;
    QuestionWords now = m_read();
    if (now == m_words)
        return;
    if (now.whyNot.isEmpty())
        m_words = std::move(now);
    else
        m_words.whyNot = std::move(now.whyNot);
    Q_EMIT wordsChanged();
}

void Question::close()
{
    m_open = false;
    m_read = {};
    m_act = {};
    m_decline = {};
    Q_EMIT openChanged();
    Q_EMIT wordsChanged();
}

} // namespace flotilla::models
