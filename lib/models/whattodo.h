// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/menuentry.h"

#include <QObject>
#include <QStringList>
#include <QUuid>

namespace flotilla {
class Fleet;
}

namespace flotilla::models {

// What is wrong with one printer and what a person does about it: the fault in words, at most four
// numbered steps, and the one act that goes on from there. Follows the printer while it is open and
// closes when nothing is wrong any more. Main thread.
class WhatToDo : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool open READ isOpen NOTIFY openChanged)
    Q_PROPERTY(QString title READ title NOTIFY wordsChanged)
    Q_PROPERTY(QString fault READ fault NOTIFY wordsChanged)
    Q_PROPERTY(QString code READ code NOTIFY wordsChanged)
    Q_PROPERTY(bool serious READ isSerious NOTIFY wordsChanged)
    Q_PROPERTY(QStringList steps READ steps NOTIFY wordsChanged)
    Q_PROPERTY(flotilla::models::MenuEntry act READ act NOTIFY wordsChanged)

public:
    static constexpr int mostSteps = 4;

    // `fleet` must outlive this object.
    explicit WhatToDo(Fleet &fleet, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(WhatToDo)

    Q_INVOKABLE void show(const QString &id);
    Q_INVOKABLE void close();
    // The one button: closes, then has it done.
    Q_INVOKABLE void runAct();

    bool isOpen() const { return !m_printer.isNull(); }
    QString title() const { return m_words.title; }
    QString fault() const { return m_words.fault; }
    QString code() const { return m_words.code; }
    bool isSerious() const { return m_words.serious; }
    QStringList steps() const { return m_words.steps; }
    MenuEntry act() const { return m_words.act; }

Q_SIGNALS:
    void openChanged();
    void wordsChanged();
    void actWanted(const QString &id, const QString &key);

private:
    struct Words
    {
        QString title = {};
        QString fault = {};
        QString code = {};
        bool serious = false; // an error, not only a wish of the machine
        QStringList steps = {};
        MenuEntry act = {};
        bool operator==(const Words &) const = default;
    };

    void look();

    Fleet &m_fleet;
    QUuid m_printer;
    Words m_words;
};

// A text of several sentences as steps; an abbreviation does not end one.
QStringList stepsOf(const QString &whatToDo);

} // namespace flotilla::models
