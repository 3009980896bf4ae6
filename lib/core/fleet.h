// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/awaydetector.h"
#include "core/connectgate.h"
#include "core/printer.h"
#include "core/printerrepository.h"

#include <QSet>

#include <memory>
#include <vector>

namespace flotilla {

// A printer as a person describes it, before anything is checked.
struct NewPrinter
{
    QString driver;
    QString name;
    QMap<QString, QString> settings = {}; // texts, secrets among them
    QStringList tags = {};
    QString location = {};
};

struct PrinterEdit
{
    std::optional<QString> name = {};
    QMap<QString, QString> settings = {}; // only what changes
    std::optional<bool> inService = {};
    std::optional<QString> note = {};
    std::optional<QStringList> tags = {};
    std::optional<QString> location = {};
};

// The printers, over the database: adds, edits, removes and finds them, notices absences of the
// computer, stores what they report, and looks for known machines at new addresses. Main thread;
// one a data folder.
class Fleet : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        LinkRules rules = {};
        CommandLimits limits = {};
        int parallelConnects = 16;
        std::chrono::milliseconds heartbeat {1'000};
        // How often unreachable machines are looked for at other addresses; zero = never.
        std::chrono::milliseconds rediscovery {60'000};
        bool searchNetwork = true;
        // A status that changes only in numbers is stored this often at most.
        std::chrono::milliseconds storeStatusEvery {60'000};
    };

    // All references must outlive the fleet.
    Fleet(const DriverRegistry &registry, DriverContext &context, PrinterRepository &repository,
          const Options &options, QObject *parent = nullptr);
    ~Fleet() override;
    Q_DISABLE_COPY_MOVE(Fleet)

    // Reads the printers from the database; links stay closed.
    Command<void> load();
    // Opens the links of all printers in service, now and when one is added.
    void openAll();
    void closeAll();

    const DriverRegistry &registry() const { return m_registry; }
    DriverContext &context() { return m_context; }
    // Whether machines are looked for in the network; else on the loopback alone.
    bool searchesNetwork() const { return m_options.searchNetwork; }
    std::vector<Printer *> printers() const;
    Printer *printer(const QUuid &id) const;
    // By name, id or unique prefix of either (names in any letter case). NotFound; WrongUse when
    // ambiguous.
    Result<Printer *> find(const QString &nameOrId) const;

    // Checked settings, secrets into the vault, row into the database; then the printer is there.
    Command<QUuid> add(const NewPrinter &description);
    Command<void> edit(const QUuid &id, const PrinterEdit &edit);
    Command<void> remove(const QUuid &id);

    // A machine was heard at this address: a known one that moved gets its new address.
    void noteCandidate(const Candidate &candidate);

Q_SIGNALS:
    void printerAdded(flotilla::Printer *printer);
    // Before the object goes.
    void printerRemoved(const QUuid &id);
    void statusChanged(flotilla::Printer *printer);
    // Something worth keeping in the event log happened.
    void noted(const QUuid &printer, const QString &kind, const QString &text);

private:
    struct Entry;

    // Nobody else gets this name until the command has ended.
    template<typename T> Command<T> keepingName(const QString &name, const Command<T> &command);
    Result<void> checkName(const QString &name, const QUuid &self) const;
    Printer *adopt(PrinterRecord record);
    void handleStatus(Entry &entry);
    void storeStatus(Entry &entry);
    Command<void> writeSecrets(const QUuid &id, const QMap<QString, QByteArray> &secrets);
    Command<void> removeSecrets(const QUuid &id, const DriverInfo &info);
    void beat();
    void lookForMoved();

    const DriverRegistry &m_registry;
    DriverContext &m_context;
    PrinterRepository &m_repository;
    Options m_options;
    ConnectGate m_gate;
    AwayDetector m_away;
    QTimer m_heartbeat;
    QTimer m_rediscovery;
    std::vector<std::unique_ptr<Entry>> m_entries;
    bool m_open = false;
    int m_searches = 0;
    QStringList m_namesUnderWay;
};

} // namespace flotilla
