// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdio>

namespace flotilla::cli {

// One of the standard streams: what it is, and how to write to it.
class Terminal
{
public:
    explicit Terminal(std::FILE *stream);

    bool isTerminal() const { return m_isTerminal; }
    // Columns; 0 = no limit, where nobody looks at lines.
    int width() const;
    // Whole and at once; false once the reader has gone.
    bool write(const QString &text) const;

private:
    std::FILE *m_stream;
    bool m_isTerminal;
};

// A line of standard input without its end; typed unseen, after `prompt`, where that is a terminal.
// Null at the end of the input and for more than `maxBytes`.
QByteArray readSecretLine(const QString &prompt, qsizetype maxBytes);

} // namespace flotilla::cli
