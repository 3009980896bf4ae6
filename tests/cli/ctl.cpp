// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl.h"

#include <QElapsedTimer>
#include <QFile>

#include <csignal>

namespace flotilla::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestRun = 150'000; // ms

QProcessEnvironment environment()
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.insert(u"FLOTILLA_SECRETS"_s, u"file"_s);
    variables.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    return variables;
}

} // namespace

QJsonDocument Said::document() const
{
    const QByteArray text = out.trimmed();
    if (text.contains('\n'))
        return {};
    return QJsonDocument::fromJson(text);
}

QString Said::errorKind() const
{
    return object()[u"error"_s].toObject()[u"kind"_s].toString();
}

Said runCtl(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(QStringLiteral(FLOTILLA_CTL), arguments);
    // One that refuses its input before the end of it is no reason for us to die.
    std::signal(SIGPIPE, SIG_IGN);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(longestRun))
        return {-1, process.readAllStandardOutput(), "it did not end", {}};
    const int status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    return {status, process.readAllStandardOutput(), process.readAllStandardError()};
}

Running::Running(const QStringList &arguments)
{
    m_process.setProcessEnvironment(environment());
    m_process.start(QStringLiteral(FLOTILLA_CTL), arguments);
}

Running::~Running()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

QByteArray Running::line(int limit)
{
    QElapsedTimer time;
    time.start();
    while (!m_process.canReadLine() && time.elapsed() < limit) {
        if (!m_process.waitForReadyRead(int(limit - time.elapsed()))
            && m_process.state() == QProcess::NotRunning)
            break;
    }
    return m_process.readLine().trimmed();
}

QJsonObject Running::ready()
{
    const QByteArray text = line();
    if (!text.startsWith("READY "))
        return {};
    return QJsonDocument::fromJson(text.mid(6)).object();
}

void Running::writeInput(const QByteArray &bytes)
{
    m_process.write(bytes);
    m_process.waitForBytesWritten();
}

void Running::signal(int number)
{
    ::kill(pid_t(m_process.processId()), number);
}

Said Running::end(int limit)
{
    m_process.closeWriteChannel();
    // Where the event loop ran, its end may have been heard already.
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(limit))
        return {-1, m_process.readAllStandardOutput(), "it did not end"};
    const int status = m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -2;
    return {status, m_process.readAllStandardOutput(), m_process.readAllStandardError()};
}

Said Ctl::run(const QStringList &arguments, const QByteArray &input) const
{
    return runCtl(QStringList {u"--data"_s, folder()} + arguments, input);
}

Said Ctl::json(const QStringList &arguments, const QByteArray &input) const
{
    return run(QStringList(u"--json"_s) + arguments, input);
}

std::unique_ptr<Running> Ctl::start(const QStringList &arguments) const
{
    return std::make_unique<Running>(QStringList {u"--data"_s, folder()} + arguments);
}

Said Ctl::add(const QJsonObject &simulated, const QString &name, const QStringList &more) const
{
    QStringList arguments {u"add"_s, simulated[u"driver"_s].toString(), u"--name"_s, name};
    const QJsonObject settings = simulated[u"settings"_s].toObject();
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        const bool secret = it.key() == u"checkCode";
        arguments << u"--set"_s
                  << it.key() + u'=' + (secret ? u"-"_s : it.value().toVariant().toString());
    }
    return json(arguments + more, settings[u"checkCode"_s].toString().toUtf8() + '\n');
}

QString Ctl::writeGcode(const QString &name, qint64 padToBytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(file.fileName()));
    // A picture of one pixel, as slicers put it.
    file.write("; a part of a test\n; thumbnail begin 1x1 92\n"
               "; iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9\n"
               "; awAAAABJRU5ErkJggg==\n; thumbnail end\nM140 S60\nM104 S210\nG28\n");
    for (int layer = 0; layer < 20; ++layer)
        file.write(";LAYER_CHANGE\nG1 X10 Y10 E0.5 F1800\nG1 X20 Y20 E0.5\n");
    file.write("; estimated printing time (normal mode) = 10m 0s\n");
    const QByteArray padding(1024 * 1024, ';');
    while (file.size() < padToBytes)
        file.write(padding);
    return file.fileName();
}

} // namespace flotilla::test
