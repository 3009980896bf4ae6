// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"
#include "terminal.h"

#include "base/error.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>

namespace flotilla::cli {

// What a command says, where it belongs: documents on standard output (one JSON document, or lines
// for a person), sentences and the progress bar on standard error.
class Output
{
public:
    explicit Output(const Invocation &invocation);
    // Before the command line is understood.
    explicit Output(bool json);
    Q_DISABLE_COPY_MOVE(Output)

    // False once nobody reads any more.
    bool document(const QJsonValue &value);
    void progress(qint64 done, qint64 total, const QString &label);
    // A sentence beside the documents.
    void notice(const QString &sentence);
    // The last word.
    void error(const Error &error);
    // "READY {…}": for programs that wait for us.
    bool ready(const QJsonObject &object);

private:
    bool writeJson(const QJsonValue &value);
    bool writeWatched(const QJsonObject &document);
    bool repaint();
    void endProgress();

    const Terminal m_out;
    const Terminal m_err;
    const bool m_json;
    QString m_command;
    bool m_verbose = false;
    bool m_watching = false;
    bool m_csv = false;
    bool m_documentWritten = false;
    bool m_progressShown = false;
    QList<QJsonObject> m_watched; // the newest document of each printer, as listed
    qsizetype m_paintedLines = 0;
};

} // namespace flotilla::cli
