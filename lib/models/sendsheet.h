// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/filereader.h"
#include "models/filewords.h"
#include "models/sendtargets.h"
#include "models/startoptions.h"

#include <memory>

namespace flotilla::models {

class Question;
struct QuestionWords;

namespace SendModeNamespace {
Q_NAMESPACE
enum class SendMode { SendOnly, SendAndStart };
Q_ENUM_NS(SendMode)
} // namespace SendModeNamespace
using SendModeNamespace::SendMode;

// The sheet that sends files: which printers, and what happens there. Everything is decided when
// `send()` is called, by what the printers say then. Main thread; one a desk.
class SendSheet : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool open READ isOpen NOTIFY openChanged)
    Q_PROPERTY(QString title READ title NOTIFY filesChanged)
    Q_PROPERTY(QString caption READ caption NOTIFY filesChanged)
    Q_PROPERTY(QVariantList facts READ facts NOTIFY filesChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY filesChanged)
    Q_PROPERTY(flotilla::models::PictureData thumbnail READ thumbnail NOTIFY filesChanged)
    Q_PROPERTY(flotilla::models::SendTargets *targets READ targets CONSTANT)
    Q_PROPERTY(flotilla::models::StartOptions *options READ options CONSTANT)
    Q_PROPERTY(flotilla::models::SendModeNamespace::SendMode mode READ mode WRITE setMode NOTIFY
                   outcomeChanged)
    Q_PROPERTY(bool offersSendOnly READ offersSendOnly NOTIFY outcomeChanged)
    Q_PROPERTY(bool offersStart READ offersStart NOTIFY outcomeChanged)
    Q_PROPERTY(bool showsOptions READ showsOptions NOTIFY outcomeChanged)
    Q_PROPERTY(QString outcome READ outcome NOTIFY outcomeChanged)
    Q_PROPERTY(QString conversion READ conversion NOTIFY outcomeChanged)
    Q_PROPERTY(QString primaryText READ primaryText NOTIFY outcomeChanged)
    Q_PROPERTY(bool canSend READ canSend NOTIFY outcomeChanged)
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY outcomeChanged)

public:
    struct Services
    {
        Fleet &fleet;
        store::Settings &settings;
        SendDesk &transfers;
        Question &question;
    };

    // All services must outlive the sheet.
    explicit SendSheet(const Services &services, QObject *parent = nullptr);
    ~SendSheet() override;
    Q_DISABLE_COPY_MOVE(SendSheet)

    bool isOpen() const { return m_files != nullptr; }
    QString title() const;
    QString caption() const;
    QVariantList facts() const;
    QString problem() const;
    PictureData thumbnail() const;
    SendTargets *targets() { return &m_targets; }
    StartOptions *options() { return &m_options; }
    SendMode mode() const { return m_mode; }
    void setMode(SendMode mode);
    bool offersSendOnly() const;
    bool offersStart() const;
    bool showsOptions() const;
    QString outcome() const;
    // "Will be converted to .3w for Hall 3."; empty where everything goes as it is.
    QString conversion() const;
    QString primaryText() const;
    bool canSend() const { return whyNot().isEmpty(); }
    QString whyNot() const;

    // Files that are being read already, for these printers.
    void openWith(std::unique_ptr<FileReader> files, const QList<QUuid> &chosen);
    // Files from a dialog, the command line or another program; opens, never starts.
    void openFiles(const QList<QUrl> &urls, const QList<QUuid> &chosen);
    Q_INVOKABLE void send();
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void openChanged();
    void filesChanged();
    void outcomeChanged();

private:
    // What would happen with the chosen printers, in numbers and names.
    struct Plan;
    Plan plan() const;
    QuestionWords plateQuestion(const QList<QUuid> &plates) const;
    void sendAll(const QList<QUuid> &clearPlates);
    void handleRead();
    void handleChoice();
    void handleStatus(Printer *printer);
    QList<FileTool> tools() const;
    void tellObjections();

    Services m_services;
    SendTargets m_targets;
    StartOptions m_options;
    std::unique_ptr<FileReader> m_files;
    SendMode m_mode = SendMode::SendAndStart;
    bool m_modeChosen = false; // by the person
    QString m_changed; // the file on disk is not the one shown
};

} // namespace flotilla::models
