// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlApplicationEngine>

namespace flotilla {

// What a start has to say or to ask before there is a fleet: one question or one sentence, and one
// or two buttons. Closing it is the first button.
class StartWindow : public QObject
{
    Q_OBJECT

public:
    struct Words
    {
        QString title;
        QString text;
        QString safe; // the button that changes nothing; it has the focus
        QString act = {}; // the other one; empty = there is none
    };

    explicit StartWindow(const Words &words, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(StartWindow)

Q_SIGNALS:
    // Once. `act`: the second button.
    void answered(bool act);

private:
    QQmlApplicationEngine m_engine;
    bool m_answered = false;

private Q_SLOTS:
    void handleAnswer(bool act);
};

} // namespace flotilla
