// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QCoreApplication>
#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

namespace flotilla {

template<typename T> class CommandPromise;

namespace detail {

// What a Command and its promise share.
template<typename T> class CommandState
{
public:
    using Handler = std::function<void(const Result<T> &)>;

    bool finish(Result<T> result)
    {
        if (m_result)
            return false;
        m_result.emplace(std::move(result));
        std::vector<Handler> handlers;
        handlers.swap(m_handlers);
        for (const Handler &handler : handlers)
            handler(*m_result); // never changes again once it is set
        return true;
    }

    void add(Handler handler)
    {
        if (m_result)
            handler(*m_result);
        else
            m_handlers.push_back(std::move(handler));
    }

    const Result<T> *result() const { return m_result ? &*m_result : nullptr; }

private:
    std::optional<Result<T>> m_result;
    std::vector<Handler> m_handlers;
};

} // namespace detail

// What a short command returns: a handle to an answer that comes later. Copy it freely; all copies
// share one answer. It ends exactly once; a producer that goes away without an answer ends it as
// Canceled. One thread: promise, command, handlers and their contexts live in it; who works in
// another posts the answer there first (store/database.h). Handlers run from the event loop, never
// inside the call that attached them, and not at all once the context is gone. There is no blocking
// wait.
template<typename T> class Command
{
public:
    using Value = T;

    // A command that has ended already.
    Command(Result<T> result) // NOLINT: `return failure(…)` reads better without a wrapper
        : m_state(std::make_shared<detail::CommandState<T>>())
    {
        m_state->finish(std::move(result));
    }
    Command(tl::unexpected<Error> error)
        : Command(Result<T>(std::move(error)))
    {
    }

    bool isFinished() const { return m_state->result() != nullptr; }

    // The answer, or nullptr while there is none.
    const Result<T> *result() const { return m_state->result(); }

    // Calls fn(const Result<T> &) once, from the event loop.
    template<typename F> const Command &onFinished(QObject *context, F fn) const
    {
        Q_ASSERT(context);
        m_state->add(
            [guard = QPointer<QObject>(context), fn = std::move(fn)](const Result<T> &result) {
                if (!guard)
                    return;
                QMetaObject::invokeMethod(
                    guard.data(), [fn, result]() mutable { fn(result); }, Qt::QueuedConnection);
            });
        return *this;
    }

    // A command that ends with what fn(const T &) makes of the value (a Command<U> or a Result<U>);
    // an error passes by unchanged. Canceled when the context goes first.
    template<typename F> auto then(QObject *context, F fn) const
    {
        return chain(context, [fn = std::move(fn)](const Result<T> &result) mutable {
            using Next = decltype(call(fn, result));
            if (!result)
                return Next(tl::unexpected<Error>(result.error()));
            return call(fn, result);
        });
    }

    // Like then(), but fn(const Result<T> &) sees errors too.
    template<typename F> auto chain(QObject *context, F fn) const
    {
        using Next = std::invoke_result_t<F &, const Result<T> &>;
        if constexpr (requires(Next next) { next.onFinished(context, [](const auto &) {}); }) {
            CommandPromise<typename Next::Value> promise;
            auto command = promise.command();
            onFinished(context,
                       [context, promise, fn = std::move(fn)](const Result<T> &result) mutable {
                           fn(result).onFinished(
                               context, [promise](const auto &next) { promise.finish(next); });
                       });
            return command;
        } else {
            CommandPromise<typename Next::value_type> promise;
            auto command = promise.command();
            onFinished(context, [promise, fn = std::move(fn)](const Result<T> &result) mutable {
                promise.finish(fn(result));
            });
            return command;
        }
    }

private:
    friend class CommandPromise<T>;
    explicit Command(std::shared_ptr<detail::CommandState<T>> state)
        : m_state(std::move(state))
    {
    }

    template<typename F> static auto call(F &fn, const Result<T> &result)
    {
        if constexpr (std::is_void_v<T>)
            return fn();
        else
            return fn(*result);
    }

    std::shared_ptr<detail::CommandState<T>> m_state;
};

// The producer's end. Copies share one answer, so that a promise fits into a std::function; when
// the last copy goes without an answer the command ends as Canceled.
template<typename T> class CommandPromise
{
public:
    CommandPromise()
        : m_end(std::make_shared<End>())
    {
    }

    Command<T> command() const { return Command<T>(m_end->state); }

    // The first answer counts; false when there was one before.
    bool finish(Result<T> result) const { return m_end->state->finish(std::move(result)); }

    bool isFinished() const { return m_end->state->result() != nullptr; }

private:
    struct End
    {
        std::shared_ptr<detail::CommandState<T>> state
            = std::make_shared<detail::CommandState<T>>();
        ~End()
        {
            state->finish(failure(
                Error::Kind::Canceled,
                QCoreApplication::translate("flotilla", "This was stopped before it ended.")));
        }
    };

    std::shared_ptr<End> m_end;
};

// A command that has ended well already.
inline Command<void> finishedCommand()
{
    return Command<void>(Result<void>());
}

} // namespace flotilla
