// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <optional>

namespace flotilla {
class Printer;
}

namespace flotilla::api {

// Opens the link of a printer where that is needed and waits until the printer has said what it is
// doing. Ends exactly once, from the event loop, and deletes itself.
class LinkWait : public QObject
{
    Q_OBJECT

public:
    enum class Patience {
        OneTry, // a failed connect ends it, and one that waits for its next try is tried now
        KnownOutcome, // the same, without hurrying the next try
        Persistent, // waits as long as a person need not step in
    };

    // Zero as limit = none.
    LinkWait(Printer *printer, Patience patience, std::chrono::milliseconds limit, QObject *parent);
    Q_DISABLE_COPY_MOVE(LinkWait)

    // Online, and heard since it is.
    static bool isHeard(const Printer &printer);

Q_SIGNALS:
    // Online and heard, or why not.
    void finished(const std::optional<flotilla::Error> &error);

private:
    void begin();
    void look();
    void end(const std::optional<Error> &error);

    const QPointer<Printer> m_printer;
    const Patience m_patience;
    const std::chrono::milliseconds m_limit;
    QTimer m_limitTimer;
    QTimer m_lookTimer;
    bool m_finished = false;
};

} // namespace flotilla::api
