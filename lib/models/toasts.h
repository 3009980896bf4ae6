// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace flotilla {
class Clock;
}

namespace flotilla::models {

// What the window has to say in passing: that something is done, and for a while how to undo it;
// that something failed, until it is closed. At most `mostShown` are rows of the model, the newest
// last; older ones wait beneath them, and their time runs on. Main thread.
class Toasts : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY canUndoChanged)

public:
    enum Role {
        TextRole = Qt::UserRole,
        IsErrorRole,
        ActionTextRole, // of its button, empty = none
        RemainingRole, // 1 → 0 while it can be undone; below 0: nothing runs down
        DetailsRole, // technical, to be copied
        CountRole, // how often an error was told
    };

    static constexpr int mostShown = 3;
    static constexpr std::chrono::milliseconds undoTime {8'000};
    static constexpr std::chrono::milliseconds plainTime {5'000};
    static constexpr std::chrono::milliseconds beat {100};

    // `clock` must outlive the toasts.
    explicit Toasts(const Clock &clock, QObject *parent = nullptr);
    // Commits what could still be undone.
    ~Toasts() override;
    Q_DISABLE_COPY_MOVE(Toasts)

    using Callback = std::function<void()>;

    // Goes by itself.
    Q_INVOKABLE void show(const QString &text);
    // Exactly one of `undo` and `commit` is called: `undo` when the person asks for it, `commit`
    // when the toast goes in any other way.
    void showUndo(const QString &text, const Callback &undo, const Callback &commit = {},
                  std::chrono::milliseconds time = undoTime);
    // Stays until it is closed or its button pressed. The same text again is counted, not repeated.
    void showError(const QString &text, const QString &actionText = {}, const Callback &action = {},
                   const QString &details = {});

    // Presses the button of a row: Undo, or what an error offers.
    Q_INVOKABLE void act(int row);
    Q_INVOKABLE void close(int row);
    // The newest one that can be undone.
    Q_INVOKABLE void undoLast();
    bool canUndo() const;
    // Everything that waits for its toast happens now: the program is about to end.
    void commitAll();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void canUndoChanged();
    // For a screen reader: a toast has come.
    void told(const QString &text);

private:
    struct Toast
    {
        QString text;
        bool isError = false;
        QString actionText = {};
        Callback action = {};
        Callback commit = {};
        QString details = {};
        std::chrono::milliseconds ends {}; // monotonic; zero = stays
        std::chrono::milliseconds time {};
        int count = 1;
    };

    void add(Toast toast);
    Toast take(int at);
    void look();
    double remaining(const Toast &toast) const;
    bool runsDown(const Toast &toast) const;

    const Clock &m_clock;
    QTimer m_timer;
    std::vector<Toast> m_toasts; // oldest first
    int m_waiting = 0; // how many of them are beneath the shown ones
};

} // namespace flotilla::models
