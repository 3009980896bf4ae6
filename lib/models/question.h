// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QUuid>

#include <functional>

namespace flotilla {
class Fleet;
}

namespace flotilla::models {

// A question as it reads at one moment.
struct QuestionWords
{
    QString title; // "Cancel the print on Calypso?"
    QString text;
    QStringList lines = {}; // where it is about several printers
    QString safeText; // "Keep printing"
    QString actText; // "Cancel the print"
    bool dangerous = true;
    QString whyNot = {}; // what it is about is over: "This print ended at 13:48."

    bool operator==(const QuestionWords &) const = default;
};

// The one question before something dangerous. What it says is read from the printers at the moment
// it is shown, again whenever one of them changes; once what it asks for makes no sense any more it
// says so and its act is dead. Asking anew replaces an open question. Main thread.
class Question : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool open READ isOpen NOTIFY openChanged)
    Q_PROPERTY(QString title READ title NOTIFY wordsChanged)
    Q_PROPERTY(QString text READ text NOTIFY wordsChanged)
    Q_PROPERTY(QStringList lines READ lines NOTIFY wordsChanged)
    Q_PROPERTY(QString safeText READ safeText NOTIFY wordsChanged)
    Q_PROPERTY(QString actText READ actText NOTIFY wordsChanged)
    Q_PROPERTY(bool dangerous READ isDangerous NOTIFY wordsChanged)
    Q_PROPERTY(bool enabled READ isEnabled NOTIFY wordsChanged)
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY wordsChanged)

public:
    using Read = std::function<QuestionWords()>;

    // `fleet` must outlive the question.
    explicit Question(Fleet &fleet, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(Question)

    // `read` must not mind printers that have gone.
    // `decline` is called for the safe answer, where that does something, too.
    void ask(const Read &read, const std::function<void()> &act,
             const std::function<void()> &decline = {});

    Q_INVOKABLE void confirm();
    Q_INVOKABLE void dismiss();

    bool isOpen() const { return m_open; }
    QString title() const { return m_words.title; }
    QString text() const { return m_words.text; }
    QStringList lines() const { return m_words.lines; }
    QString safeText() const { return m_words.safeText; }
    QString actText() const { return m_words.actText; }
    bool isDangerous() const { return m_words.dangerous; }
    bool isEnabled() const { return m_open && m_words.whyNot.isEmpty(); }
    QString whyNot() const { return m_words.whyNot; }

Q_SIGNALS:
    void openChanged();
    void wordsChanged();

private:
    void look();
    void close();

    Read m_read;
    std::function<void()> m_act;
    std::function<void()> m_decline;
    QuestionWords m_words;
    bool m_open = false;
};

} // namespace flotilla::models
