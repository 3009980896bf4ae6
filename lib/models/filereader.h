// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/printfile.h"

#include <QFutureWatcher>
#include <QObject>

class QThreadPool;

namespace flotilla::models {

// A picture on its way to QML, which shows it with PictureView.
class PictureData
{
    Q_GADGET
    Q_PROPERTY(bool isNull READ isNull)

public:
    QImage image;

    bool isNull() const { return image.isNull(); }
    bool operator==(const PictureData &) const = default;
};

// The files of one drop. What their addresses tell is there at once; they are looked into in the
// pool. Main thread.
class FileReader : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostFiles = 50;

    // Begins at once. The pool must outlive the reader.
    FileReader(const QList<QUrl> &urls, QThreadPool &pool, QObject *parent = nullptr);
    ~FileReader() override;
    Q_DISABLE_COPY_MOVE(FileReader)

    const QList<PrintFile> &files() const { return m_files; }
    bool isReading() const { return m_reading; }
    // Why none of this can be sent, as a sentence; empty where it can.
    QString problem() const;
    // Once more from the disk.
    void readAgain();

Q_SIGNALS:
    // The files have been read.
    void changed();

private:
    QThreadPool &m_pool;
    QList<PrintFile> m_files;
    bool m_tooMany = false;
    bool m_reading = false;
    QFutureWatcher<QList<PrintFile>> m_watcher;
};

} // namespace flotilla::models
