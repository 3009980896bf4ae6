// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/preparation.h"

#include "files/threew/decoder.h"

#include <QFile>
#include <QtConcurrent>

namespace flotilla::xyzprinting {

using namespace files::threew;

namespace {

constexpr QByteArrayView magic = "3DPFNKG13WTW";
constexpr auto tick = std::chrono::milliseconds(100);

Result<bool> isThreew(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::BadFile, Preparation::tr("The file cannot be read."),
                       file.errorString());
    return file.read(magic.size()) == magic;
}

Prepared preparedFrom(const QString &path, const Converted &converted, Version version)
{
    return {path, GivenFile {converted.givenBytes, converted.givenSha256}, version};
}

} // namespace

Preparation::Preparation(Wish wish, QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_wish(std::move(wish))
    , m_pool(pool)
    , m_shared(std::make_shared<Shared>())
{
    connect(&m_ticks, &QTimer::timeout, this, [this] {
        if (const qint64 total = m_shared->total; total > 0)
            Q_EMIT progressChanged(m_shared->done, total);
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        m_ticks.stop();
        Q_EMIT finished(m_watcher.result());
    });
}

Preparation::~Preparation()
{
    m_shared->stop = true;
}

void Preparation::start()
{
    m_ticks.start(tick);
    m_watcher.setFuture(QtConcurrent::run(
        m_pool, [wish = m_wish, shared = m_shared] { return prepare(wish, shared); }));
}

Result<Prepared> Preparation::prepare(const Wish &wish, const std::shared_ptr<Shared> &shared)
{
    const auto progress = [&shared](qint64 done, qint64 total) {
        shared->done = done;
        shared->total = total;
        return !shared->stop;
    };
    const auto ready = isThreew(wish.path);
    if (!ready)
        return failure(ready.error());
    if (*ready) {
        const auto head = readHead(wish.path);
        if (!head)
            return failure(head.error());
        const bool fits = wish.fileId.isEmpty() || !wish.form
            || (head->machine == wish.fileId && head->form == *wish.form);
        if (fits)
            return Prepared {wish.path, {}, head->form.version};
    }
    if (wish.fileId.isEmpty() || !wish.form)
        return failure(Error::Kind::BadFile,
                       tr("Nobody knows what file this model of printer wants. Choose the nearest "
                          "model in the printer's settings, or send a .3w file."));
    const EncodeOptions options {wish.fileId, *wish.form, wish.name};
    const auto converted = *ready ? rewrap(wish.path, wish.outPath, options, progress)
                                  : encode(wish.path, wish.outPath, options, progress);
    if (!converted)
        return failure(converted.error());
    return preparedFrom(wish.outPath, *converted, wish.form->version);
}

} // namespace flotilla::xyzprinting
