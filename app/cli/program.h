// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output.h"

#include <QObject>

namespace flotilla::cli {

// What one invocation does from here to its exit status. Main thread.
class Program : public QObject
{
    Q_OBJECT

public:
    explicit Program(Output &output, QObject *parent = nullptr)
        : QObject(parent)
        , m_output(output)
    {
    }
    Q_DISABLE_COPY_MOVE(Program)

    virtual void start() = 0;
    // Ctrl+C, or the system asks us to go.
    virtual void interrupt() = 0;

Q_SIGNALS:
    // Once, and the last thing.
    void finished(int exitStatus);

protected:
    Output &output() { return m_output; }
    void fail(const Error &error)
    {
        m_output.error(error);
        Q_EMIT finished(exitStatus(error.kind));
    }

private:
    Output &m_output;
};

} // namespace flotilla::cli
