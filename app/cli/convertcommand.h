// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"

#include "files/threew/encoder.h"
#include "files/threew/xyzmodels.h"

#include <QFutureWatcher>
#include <QTimer>

#include <atomic>

namespace flotilla::cli {

// `convert`: G-code ↔ .3w, by what the given file is and what the name of the other one promises.
// Works in the pool; needs no data folder.
class ConvertCommand : public Program
{
    Q_OBJECT

public:
    ConvertCommand(Invocation invocation, Output &output, QObject *parent = nullptr);
    ~ConvertCommand() override;

    void start() override;
    void interrupt() override;

private:
    // What is to be done, known before it begins.
    struct Plan
    {
        enum class Kind { Encode, Decode, Rewrap } kind = Kind::Encode;
        files::threew::EncodeOptions options = {};
        const files::threew::XyzModel *model = nullptr; // nobody's, for a decoding
    };

    Result<Plan> plan() const;
    Result<Plan> planFromGcode() const;
    Result<Plan> planFromThreew() const;
    Result<const files::threew::XyzModel *> askedModel() const;
    void handleFinished();

    const Invocation m_invocation;
    const QString m_in;
    const QString m_out;
    Plan m_plan;
    QFutureWatcher<Result<files::threew::Converted>> m_watcher;
    QTimer m_progressTimer;
    // Written by the conversion, read by the bar; and the other way round.
    std::atomic<qint64> m_done = 0;
    std::atomic<qint64> m_total = 0;
    std::atomic<bool> m_stop = false;
};

} // namespace flotilla::cli
