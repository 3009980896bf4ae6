// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logging.h"

#include "base/masking.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QMutex>

#include <cstdio>

Q_LOGGING_CATEGORY(lcFleet, "flotilla.fleet", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "flotilla.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcNet, "flotilla.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcJobs, "flotilla.jobs", QtInfoMsg)
Q_LOGGING_CATEGORY(lcApi, "flotilla.api", QtInfoMsg)
Q_LOGGING_CATEGORY(lcFlashForge, "flotilla.driver.flashforge", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSimulator, "flotilla.simulator", QtInfoMsg)
Q_LOGGING_CATEGORY(lcXyzPrinting, "flotilla.driver.xyzprinting", QtInfoMsg)

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxLogFileBytes = 5'000'000;

QLatin1StringView levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug"_L1;
    case QtInfoMsg:
        return "info"_L1;
    case QtWarningMsg:
        return "warning"_L1;
    case QtCriticalMsg:
        return "critical"_L1;
    case QtFatalMsg:
        return "fatal"_L1;
    }
    return "info"_L1;
}

} // namespace

class LogOutput::Private
{
public:
    void write(QtMsgType type, const QMessageLogContext &context, const QString &text)
    {
        QString line = maskSecrets(text);
        line.replace(u'\n', "\\n"_L1).replace(u'\r', "\\r"_L1).replace(u'\x1b', "\\x1b"_L1);
        const QByteArray bytes
            = u"%1 %2 %3: %4\n"_s
                  .arg(QDateTime::currentDateTime().toString(Qt::ISODateWithMs), levelName(type),
                       QLatin1StringView(context.category ? context.category : "default"), line)
                  .toUtf8();
        QMutexLocker lock(&mutex);
        std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
        if (file.isOpen()) {
            if (file.size() > maxLogFileBytes)
                turnOver();
            file.write(bytes);
            file.flush();
        }
    }

    void turnOver()
    {
        file.close();
        QFile::remove(file.fileName() + u".1"_s);
        QFile::rename(file.fileName(), file.fileName() + u".1"_s);
        openFile();
    }

    void openFile()
    {
        if (file.open(QIODevice::WriteOnly | QIODevice::Append))
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }

    QMutex mutex;
    QFile file;
    QtMessageHandler previous = nullptr;
};

namespace {

// Qt's hook is a plain function pointer, so the one output that is installed has to be found from
// it.
LogOutput::Private *installed = nullptr;

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (installed)
        installed->write(type, context, text);
}

} // namespace

LogOutput::LogOutput(const QString &folder)
    : d(std::make_unique<Private>())
{
    if (!folder.isEmpty() && QDir().mkpath(folder)) {
        d->file.setFileName(folder + u"/flotilla.log"_s);
        d->openFile();
    }
    installed = d.get();
    d->previous = qInstallMessageHandler(handleMessage);
}

LogOutput::~LogOutput()
{
    qInstallMessageHandler(d->previous);
    installed = nullptr;
}

} // namespace flotilla
