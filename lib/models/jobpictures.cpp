// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobpictures.h"

#include "core/drivercontext.h"
#include "jobs/jobrunner.h"
#include "models/printfile.h"

#include <QBuffer>
#include <QImageReader>
#include <QtConcurrent>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

QImage fitted(const QImage &image)
{
    if (image.isNull() || (image.width() <= JobPictures::largest.width()
                           && image.height() <= JobPictures::largest.height()))
        return image;
    return image.scaled(JobPictures::largest, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

QImage fromFile(const QString &path)
{
    return fitted(readPrintFile(pointedAt(QUrl::fromLocalFile(path))).thumbnail);
}

// Decoded no larger than it is shown, whatever its head promises.
QImage fromBytes(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    const QSize natural = reader.size();
    if (natural.isValid() && (natural.width() > JobPictures::largest.width()
                              || natural.height() > JobPictures::largest.height()))
        reader.setScaledSize(natural.scaled(JobPictures::largest, Qt::KeepAspectRatio));
    return fitted(reader.read());
}

// One job of one printer, also where two in a row have the same name.
QString keyOf(const JobStatus &job)
{
    return job.name + u'\n' + job.runId + u'\n' + job.startedAt.toString(Qt::ISODate);
}

} // namespace

JobPictures::JobPictures(Fleet &fleet, JobRunner &jobs, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
{
    connect(&jobs, &JobRunner::runChanged, this, [this](const Run &run) {
        if (run.stage == RunStage::Ended)
            m_paths.remove(run.id);
        else if (!run.filePath.isEmpty())
            m_paths.insert(run.id, run.filePath);
    });
    connect(&fleet, &Fleet::statusChanged, this, &JobPictures::handleStatus);
    connect(&fleet, &Fleet::printerRemoved, this, [this](const QUuid &id) { m_pictures.remove(id); });
    for (Printer *printer : fleet.printers())
        handleStatus(printer);
}

QString JobPictures::source(const QUuid &printer) const
{
    const auto found = m_pictures.constFind(printer);
    if (found == m_pictures.cend() || found->image.isNull())
        return {};
    return u"image://job/%1?%2"_s.arg(printer.toString(QUuid::WithoutBraces)).arg(found->revision);
}

void JobPictures::handleStatus(Printer *printer)
{
    const QUuid id = printer->id();
    const std::optional<JobStatus> &job = printer->status().job;
    if (!job) {
        if (m_pictures.remove(id) > 0)
            Q_EMIT changed(id);
        return;
    }
    const QString key = keyOf(*job);
    const auto known = m_pictures.constFind(id);
    if (known != m_pictures.cend() && known->job == key)
        return;
    const bool hadPicture = known != m_pictures.cend() && !known->image.isNull();
    m_pictures.insert(id, {.job = key});
    if (hadPicture)
        Q_EMIT changed(id);
    const QString path = m_paths.value(job->runId);
    if (!path.isEmpty())
        readFile(id, key, path);
    else if (printer->status().link == Link::Online)
        askPrinter(printer, key);
}

void JobPictures::readFile(const QUuid &id, const QString &job, const QString &path)
{
    QtConcurrent::run(&m_fleet.context().pool, fromFile, path)
        .then(this, [=, this](const QImage &image) { take(id, job, image); });
}

void JobPictures::askPrinter(Printer *printer, const QString &job)
{
    const QString name = printer->status().job->name;
    if (!printer->capabilities().thumbnails || name.isEmpty())
        return;
    const QUuid id = printer->id();
    printer->thumbnail(name).onFinished(this, [=, this](const Result<QByteArray> &answer) {
        if (!answer || answer->size() > mostBytes)
            return; // the illustration stays
        QtConcurrent::run(&m_fleet.context().pool, fromBytes, *answer)
            .then(this, [=, this](const QImage &image) { take(id, job, image); });
    });
}

void JobPictures::take(const QUuid &id, const QString &job, const QImage &image)
{
    const auto found = m_pictures.find(id);
    if (image.isNull() || found == m_pictures.end() || found->job != job)
        return; // the job is over
    found->image = image;
    found->revision = ++m_revision;
    Q_EMIT changed(id);
}

} // namespace flotilla::models
