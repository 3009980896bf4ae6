// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace flotilla::models {

class FleetModel;

// The fleet in numbers and in one sentence. Main thread; the model outlives it.
class FleetSummary : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(int needsYou READ needsYou NOTIFY changed)
    Q_PROPERTY(int printing READ printing NOTIFY changed)
    Q_PROPERTY(int paused READ paused NOTIFY changed)
    Q_PROPERTY(int ready READ ready NOTIFY changed)
    Q_PROPERTY(int noAnswer READ noAnswer NOTIFY changed)
    // "14 printers · next plate free at 13:59 (Beagle)"
    Q_PROPERTY(QString caption READ caption NOTIFY changed)
    // "12 of 14 answer"
    Q_PROPERTY(QString answering READ answering NOTIFY changed)
    // The fleet is being read; nothing can be said of it yet.
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    // There is no printer, and that is sure.
    Q_PROPERTY(bool empty READ isEmpty NOTIFY changed)

public:
    explicit FleetSummary(const FleetModel &model, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(FleetSummary)

    int total() const { return m_numbers.total; }
    int needsYou() const { return m_numbers.needsYou; }
    int printing() const { return m_numbers.printing; }
    int paused() const { return m_numbers.paused; }
    int ready() const { return m_numbers.ready; }
    int noAnswer() const { return m_numbers.noAnswer; }
    const QString &caption() const { return m_caption; }
    const QString &answering() const { return m_answering; }
    bool isLoading() const { return m_loading; }
    bool isEmpty() const { return !m_loading && total() == 0; }

    // Around Fleet::load().
    void setLoading(bool loading);

Q_SIGNALS:
    void changed();

private:
    struct Numbers
    {
        int total = 0;
        int needsYou = 0;
        int printing = 0;
        int paused = 0;
        int ready = 0;
        int noAnswer = 0;
        bool operator==(const Numbers &) const = default;
    };

    void update();
    Numbers numbers() const;
    QString captionText() const;
    QString answeringText() const;

    const FleetModel &m_model;
    Numbers m_numbers;
    QString m_caption;
    QString m_answering;
    bool m_loading = false;
};

} // namespace flotilla::models
