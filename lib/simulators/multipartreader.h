// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace flotilla::simulators {

// Takes the one part out of a multipart/form-data body as it streams by, and finds fault with
// everything that is not exactly that: several parts, a preamble, a missing end. Memory stays below
// two pieces.
class MultipartReader
{
public:
    // The boundary as it stands in the Content-Type header.
    explicit MultipartReader(const QByteArray &boundary);

    // The part's head (without the empty line), and then its bytes. Either gives false to stop.
    std::function<bool(const QByteArray &head)> partBegun;
    std::function<bool(QByteArrayView bytes)> partBytes;

    // False after the first fault; problem() tells which. Nothing if a handler stopped it.
    bool feed(QByteArrayView bytes);
    // The body has ended: was it whole?
    bool finish();
    QString problem() const { return m_problem; }

private:
    enum class State { Opening, PartHead, Data, Closing, Done, Failed };

    bool step();
    bool fail(const char *why);
    bool takeOpening();
    bool takePartHead();
    bool takeData();
    bool takeClosing();

    QByteArray m_opening;
    QByteArray m_delimiter;
    QByteArray m_buffer;
    State m_state = State::Opening;
    QString m_problem;
};

} // namespace flotilla::simulators
