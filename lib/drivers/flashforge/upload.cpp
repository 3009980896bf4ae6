// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/upload.h"

#include "drivers/flashforge/httpmessages.h"

#include <QFileInfo>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr double bytesPerGigabyte = 1e9;

} // namespace

Upload::Upload(HttpSession &session, const Model &model, const UploadRequest &request,
               const QString &storedName, const StartOptions &options, const Times &times,
               QObject *parent)
    : TransferJob(parent)
    , m_session(&session)
    , m_model(model)
    , m_request(request)
    , m_storedName(storedName)
    , m_options(options)
    , m_times(times)
    , m_startsSeparately(request.start && options.useStation && startsMappedJobsSeparately(model))
{
    QMetaObject::invokeMethod(this, &Upload::begin, Qt::QueuedConnection);
}

void Upload::cancel()
{
    m_canceled = true;
    if (m_upload)
        m_upload->cancel();
    else
        finish(failure(Error::Kind::Canceled, tr("Sending was stopped.")));
}

void Upload::begin()
{
    if (isFinished() || !m_session)
        return finish(failure(Error::Kind::Canceled, tr("The printer was disconnected.")));
    m_size = QFileInfo(m_request.filePath).size();
    const auto freeGigabytes = m_session->detail().freeGigabytes;
    if (freeGigabytes && double(m_size) > *freeGigabytes * bytesPerGigabyte)
        return finish(failure(Error::Kind::StorageFull,
                              tr("The printer has no room for this file: %1 GB are free.")
                                  .arg(*freeGigabytes, 0, 'f', 2)));
    const bool startNow = m_request.start && !m_startsSeparately;
    const auto headers = uploadHeaders(m_session->credentials(), m_model,
                                       m_session->detail().firmware.value_or(QString()), m_size,
                                       startNow, m_options);
    if (!headers)
        return finish(failure(headers.error()));

    m_upload
        = m_session->network().upload({.host = m_session->endpoint().host,
                                       .port = m_session->endpoint().httpPort,
                                       .path = QByteArray(path::upload.data(), path::upload.size()),
                                       .headers = *headers,
                                       .filePath = m_request.filePath,
                                       .fieldName = "gcodeFile",
                                       .fileName = m_storedName,
                                       .connectTimeout = m_times.request,
                                       .idleTimeout = m_times.uploadIdle,
                                       .replyTimeout = m_times.uploadReply},
                                      this);
    connect(m_upload, &TransferJob::progressChanged, this, &Upload::setProgress);
    connect(m_upload, &TransferJob::finished, this, &Upload::handleSent);
    connect(m_session, &HttpSession::detailReceived, this, &Upload::handleDetail);
}

// An answer that is lost would be waited for in vain, for a minute. A printer that shows the job
// has the file; it still gets the time of an ordinary answer, so that no healthy connection is cut.
void Upload::handleDetail()
{
    if (!m_upload || !m_upload->allBytesSent() || !m_request.start || m_startsSeparately)
        return;
    if (!m_awaitingAnswer.isValid())
        m_awaitingAnswer.start();
    const Detail &detail = m_session->detail();
    const auto state = detail.state();
    if (!m_awaitingAnswer.hasExpired(m_times.request.count()) || !state || !isJobState(state->state)
        || detail.fileName != m_storedName)
        return;
    m_result = {m_storedName, m_size, m_upload->sha256()};
    m_upload->disconnect(this);
    m_upload->cancel();
    m_upload = nullptr;
    finish(m_result);
}

void Upload::handleSent(const Result<TransferResult> &sent)
{
    const std::optional<net::HttpReply> reply = m_upload->reply();
    const bool allSent = m_upload->allBytesSent();
    m_result = {m_storedName, m_size, m_upload->sha256()};
    m_upload = nullptr;
    if (reply) { // also when it came before the last byte
        const Credentials none;
        const auto parsed = parseReply(reply->body, m_session ? m_session->credentials() : none);
        if (!parsed)
            return finish(failure(parsed.error().error));
        if (!sent)
            return finish(failure(sent.error()));
        m_result = *sent;
        m_result.name = m_storedName;
        if (m_session)
            m_session->pollSoon();
        if (m_startsSeparately)
            startSeparately();
        else
            finish(m_result);
        return;
    }
    if (allSent && !m_canceled && sent.error().kind != Error::Kind::Canceled)
        handleUnknownOutcome(sent.error());
    else
        finish(failure(sent.error()));
}

void Upload::handleUnknownOutcome(const Error &error)
{
    const Error unsure {
        error.kind,
        tr("The connection broke before the printer confirmed the file. Look at the printer before "
           "sending it again."),
        error.message};
    if (!m_session)
        return finish(failure(unsure));
    m_session->query(path::files, plainBody(m_session->credentials()))
        .onFinished(this, [this, unsure](const Result<QJsonObject> &listing) {
            const QList<StoredFile> files
                = listing ? filesFromReply(*listing) : QList<StoredFile>();
            const bool listed
                = std::any_of(files.cbegin(), files.cend(),
                              [&](const StoredFile &file) { return file.name == m_storedName; });
            if (listing && !listed)
                return finish(failure(Error::Kind::Unreachable,
                                      tr("The connection broke, and the printer has not kept the "
                                         "file. Send it again."),
                                      unsure.detail));
            // With a start asked for, the printer's state tells the rest; without one a name proves
            // no content.
            if (listed && m_request.start && !m_startsSeparately)
                return finish(m_result);
            finish(failure(unsure));
        });
}

void Upload::startSeparately()
{
    if (!m_session)
        return finish(
            failure(Error::Kind::Unreachable,
                    tr("The file is stored, but the printer was lost before the start.")));
    const auto body
        = startBody(m_session->credentials(), m_model,
                    m_session->detail().firmware.value_or(QString()), m_storedName, m_options);
    if (!body)
        return finish(failure(body.error()));
    m_session->command(path::start, *body)
        .onFinished(this, [this](const Result<QJsonObject> &started) {
            // Without an answer the state shows whether it started.
            if (!started && started.error().kind != Error::Kind::TimedOut)
                finish(failure(started.error()));
            else
                finish(m_result);
        });
}

} // namespace flotilla::flashforge
