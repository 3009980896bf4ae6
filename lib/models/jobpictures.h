// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QImage>
#include <QObject>
#include <QUuid>

namespace flotilla {
class Fleet;
class JobRunner;
class Printer;
struct Run;
} // namespace flotilla

namespace flotilla::models {

// The picture of each printer's job: out of the file, where we sent it and it is still there; else
// asked of the printer, once a job, where it can tell. Pictures of jobs that have ended go with
// them. Read and scaled in the pool. Main thread.
class JobPictures : public QObject
{
    Q_OBJECT

public:
    // What a card shows, doubled for dense screens, in pixels.
    static constexpr QSize largest {224, 168};
    static constexpr qsizetype mostBytes = 8'000'000; // of a picture as a printer sends it

    // Both must outlive this object.
    JobPictures(Fleet &fleet, JobRunner &jobs, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(JobPictures)

    // Null where there is none.
    QImage picture(const QUuid &printer) const { return m_pictures.value(printer).image; }
    // Where QML finds it; another address for another picture, empty where there is none.
    QString source(const QUuid &printer) const;

Q_SIGNALS:
    void changed(const QUuid &printer);

private:
    struct Picture
    {
        QString job; // whose it is
        QImage image = {};
        int revision = 0;
    };

    void handleStatus(Printer *printer);
    void readFile(const QUuid &id, const QString &job, const QString &path);
    void askPrinter(Printer *printer, const QString &job);
    void take(const QUuid &id, const QString &job, const QImage &image);

    Fleet &m_fleet;
    QHash<QUuid, Picture> m_pictures;
    QHash<QString, QString> m_paths; // run → file on our disk
    int m_revision = 0;
};

} // namespace flotilla::models
