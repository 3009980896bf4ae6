// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/filereader.h"
#include "models/verdict.h"

#include <QHash>
#include <QUuid>

#include <memory>

namespace flotilla {
class Fleet;
class Printer;
namespace store {
class Settings;
}
} // namespace flotilla

namespace flotilla::models {

class SendDesk;
class SendSheet;

// One drag of files over the window, from the moment it enters until it leaves or drops: what the
// files are, and what would happen at each printer. Main thread; one a desk, used again and again.
class DropSession : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool active READ isActive NOTIFY activeChanged)
    Q_PROPERTY(QString target READ target WRITE setTarget NOTIFY targetChanged)
    Q_PROPERTY(QString title READ title NOTIFY filesChanged)
    Q_PROPERTY(QString facts READ facts NOTIFY filesChanged)
    Q_PROPERTY(bool isProblem READ isProblem NOTIFY filesChanged)
    Q_PROPERTY(flotilla::models::PictureData thumbnail READ thumbnail NOTIFY filesChanged)

public:
    struct Services
    {
        Fleet &fleet;
        store::Settings &settings;
        SendDesk &transfers;
        SendSheet &sheet;
    };

    // All services must outlive the session.
    explicit DropSession(const Services &services, QObject *parent = nullptr);
    ~DropSession() override;
    Q_DISABLE_COPY_MOVE(DropSession)

    bool isActive() const { return m_files != nullptr; }
    // The printer under the pointer: its id without braces, or empty.
    QString target() const { return m_target; }
    void setTarget(const QString &printerId);
    QString title() const;
    QString facts() const;
    bool isProblem() const;
    PictureData thumbnail() const;
    // Of every printer while files are dragged; else empty.
    const QHash<QUuid, Verdict> &verdicts() const { return m_verdicts; }
    Verdict verdict(const QUuid &printer) const { return m_verdicts.value(printer); }

    // The selected printers: a drop on one of them is a drop on all.
    void setSelection(const QList<QUuid> &printers);

    Q_INVOKABLE void begin(const QList<QUrl> &urls);
    Q_INVOKABLE void leave();
    Q_INVOKABLE void dropOn(const QString &printerId);
    Q_INVOKABLE void dropOnSelection();
    // On the strip or between the cards: the sheet, nothing chosen yet.
    Q_INVOKABLE void dropOnFleet();

Q_SIGNALS:
    void activeChanged();
    void targetChanged();
    void filesChanged();
    void verdictsChanged();
    // Nothing came of the drop, and why.
    void refused(const QString &text);

private:
    Verdict judge(const Printer &printer) const;
    void judgeAll();
    void judgeOne(const QUuid &id);
    bool mayStartUnasked(const Printer &printer, const Verdict &verdict) const;
    std::unique_ptr<FileReader> release();
    void openSheet(const QList<QUuid> &chosen);

    Services m_services;
    std::unique_ptr<FileReader> m_files;
    QHash<QUuid, Verdict> m_verdicts;
    QList<QUuid> m_selection;
    QString m_target;
};

} // namespace flotilla::models
