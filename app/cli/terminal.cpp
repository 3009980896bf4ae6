// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminal.h"

#ifdef Q_OS_UNIX
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#endif

namespace flotilla::cli {

namespace {

#ifdef Q_OS_UNIX

bool isTerminalStream(std::FILE *stream)
{
    return isatty(fileno(stream)) == 1;
}

// Keeps what is typed off the screen for as long as it lives.
class EchoOff
{
public:
    EchoOff()
        : m_active(tcgetattr(STDIN_FILENO, &m_before) == 0)
    {
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        if (m_active)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~EchoOff()
    {
        if (m_active)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    Q_DISABLE_COPY_MOVE(EchoOff)

private:
    termios m_before {};
    bool m_active;
};

#else

bool isTerminalStream(std::FILE *)
{
    return false;
}

class EchoOff
{
};

#endif

QByteArray readLine(qsizetype maxBytes)
{
    QByteArray line;
    int c = std::fgetc(stdin);
    if (c == EOF)
        return {};
    line.reserve(64); // an empty line is not a null one
    for (; c != EOF && c != '\n'; c = std::fgetc(stdin)) {
        if (line.size() == maxBytes)
            return {};
        line.append(char(c));
    }
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

} // namespace

Terminal::Terminal(std::FILE *stream)
    : m_stream(stream)
    , m_isTerminal(isTerminalStream(stream))
{
}

int Terminal::width() const
{
#ifdef Q_OS_UNIX
    winsize size {};
    if (m_isTerminal && ioctl(fileno(m_stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
#endif
    return 0;
}

bool Terminal::write(const QString &text) const
{
    const QByteArray bytes = text.toUtf8();
    return std::fwrite(bytes.constData(), 1, size_t(bytes.size()), m_stream) == size_t(bytes.size())
        && std::fflush(m_stream) == 0;
}

QByteArray readSecretLine(const QString &prompt, qsizetype maxBytes)
{
    if (!isTerminalStream(stdin))
        return readLine(maxBytes);
    const Terminal screen(stderr);
    screen.write(prompt);
    QByteArray line;
    {
        const EchoOff unseen;
        line = readLine(maxBytes);
    }
    screen.write(QStringLiteral("\n"));
    return line;
}

} // namespace flotilla::cli
