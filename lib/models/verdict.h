// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/colorrole.h"
#include "models/printfile.h"

#include <QObject>
#include <QString>

namespace flotilla {
struct Capabilities;
struct PrinterStatus;
} // namespace flotilla

namespace flotilla::models {

// What would become of a file at one printer. In the order of the send sheet.
namespace VerdictKindNamespace {
Q_NAMESPACE
enum class VerdictKind {
    None, // no file is being dropped
    Reading, // the file is still being looked into
    StartsNow,
    StoreOnly, // kept there, nothing moves
    Warning, // would start, but a person has to look first
    Impossible, // not now or never; the text says why
    Silent, // the printer is not heard
};
Q_ENUM_NS(VerdictKind)
} // namespace VerdictKindNamespace
using VerdictKindNamespace::VerdictKind;

// The same in words: for the foot of a card, for its pill under the pointer, and for its row in the
// send sheet. A value, made by verdictOf().
class Verdict
{
    Q_GADGET
    Q_PROPERTY(flotilla::models::VerdictKindNamespace::VerdictKind kind MEMBER kind)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QString row MEMBER row)
    Q_PROPERTY(QString pill MEMBER pill)
    Q_PROPERTY(QString iconName MEMBER iconName)
    Q_PROPERTY(flotilla::models::ColorRoleNamespace::ColorRole role MEMBER role)
    Q_PROPERTY(bool dimmed MEMBER dimmed)
    Q_PROPERTY(bool choosable MEMBER choosable)

public:
    VerdictKind kind = VerdictKind::None;
    QString text = {}; // "Send and print"
    QString row = {}; // "Fits. Starts at once."
    QString pill = {}; // "Send to Kon-Tiki and print"; empty where nothing can be dropped
    QString iconName = {};
    ColorRole role = ColorRole::Grey;
    bool dimmed = false; // the rest of the card steps back
    bool choosable = false;
    // A print would start, once a person has said that the plate is clear.
    bool asksForPlate = false;
    // The file can be kept there without printing it.
    bool canKeep = false;

    bool starts() const { return kind == VerdictKind::StartsNow || kind == VerdictKind::Warning; }
    bool operator==(const Verdict &) const = default;
};

// Pure: the same file, printer and moment give the same words. `receiving` = a transfer of ours is
// under way there.
struct VerdictQuestion
{
    const PrintFile &file;
    const PrinterStatus &status;
    const Capabilities &can;
    QDateTime now; // UTC
    bool receiving = false;
};
Verdict verdictOf(const VerdictQuestion &question);

// Of several files for one printer: they can only be kept there. The worst of them speaks.
Verdict verdictOfSeveral(const QList<PrintFile> &files, const PrinterStatus &status,
                         const Capabilities &can, const QDateTime &now, bool receiving);

} // namespace flotilla::models
Q_DECLARE_METATYPE(flotilla::models::Verdict)
