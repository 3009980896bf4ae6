// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace flotilla::test {

// What one flotillactl said.
struct Said
{
    int status = -1;
    QByteArray out;
    QByteArray err;

    // The one document on standard output; null where there is not exactly one.
    QJsonDocument document() const;
    QJsonObject object() const { return document().object(); }
    QJsonArray array() const { return document().array(); }
    QString errorKind() const;
    // For QVERIFY2; lives as long as this object.
    const char *all() const
    {
        whole = QByteArray::number(status) + ": " + out + err;
        return whole.constData();
    }

    mutable QByteArray whole = {};
};

// A flotillactl that goes on: serve, simulate, status --watch. Ended with this object.
class Running
{
public:
    explicit Running(const QStringList &arguments);
    ~Running();
    Q_DISABLE_COPY_MOVE(Running)

    // The object of the READY line; empty where none came.
    QJsonObject ready();
    // The next line of standard output.
    QByteArray line(int limit = 20'000);
    void writeInput(const QByteArray &bytes);
    qint64 pid() const { return m_process.processId(); }
    void signal(int number);
    Said end(int limit = 20'000);

private:
    QProcess m_process;
};

// The real program, on a data folder of its own.
class Ctl
{
public:
    // With --json.
    Said json(const QStringList &arguments, const QByteArray &input = {}) const;
    Said run(const QStringList &arguments, const QByteArray &input = {}) const;
    std::unique_ptr<Running> start(const QStringList &arguments) const;
    // Adds a printer of a READY document of `simulate`; its check code goes through standard input.
    Said add(const QJsonObject &simulated, const QString &name, const QStringList &more = {}) const;

    QString folder() const { return m_folder.filePath(QStringLiteral("data")); }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    // A small print file; `padToBytes` makes it longer with comments.
    QString writeGcode(const QString &name, qint64 padToBytes = 0) const;

private:
    QTemporaryDir m_folder;
};

// Runs flotillactl as it is, without a data folder of its own.
Said runCtl(const QStringList &arguments, const QByteArray &input = {});

} // namespace flotilla::test
