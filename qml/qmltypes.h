// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/addprinter.h"
#include "models/cardface.h"
#include "models/colorrole.h"
#include "models/desk.h"
#include "models/dropsession.h"
#include "models/editprinter.h"
#include "models/endsnext.h"
#include "models/filereader.h"
#include "models/filewords.h"
#include "models/fleetorder.h"
#include "models/fleetsummary.h"
#include "models/fleetview.h"
#include "models/menuentry.h"
#include "models/notices.h"
#include "models/preferences.h"
#include "models/printeracts.h"
#include "models/question.h"
#include "models/selection.h"
#include "models/senddesk.h"
#include "models/sendsheet.h"
#include "models/sendtargets.h"
#include "models/startoptions.h"
#include "models/toasts.h"
#include "models/traymodel.h"
#include "models/verdict.h"
#include "models/whattodo.h"

#include <QtQml/qqml.h>

// The C++ types that QML knows by name. They live in lib/models, which knows nothing of QML.

namespace ForeignColorRole {
Q_NAMESPACE
QML_FOREIGN_NAMESPACE(flotilla::models::ColorRoleNamespace)
QML_NAMED_ELEMENT(ColorRole)
}

namespace ForeignChip {
Q_NAMESPACE
QML_FOREIGN_NAMESPACE(flotilla::models::ChipNamespace)
QML_NAMED_ELEMENT(Chips)
}

namespace ForeignFoot {
Q_NAMESPACE
QML_FOREIGN_NAMESPACE(flotilla::models::FootNamespace)
QML_NAMED_ELEMENT(Foot)
}

namespace ForeignAct {
Q_NAMESPACE
QML_FOREIGN_NAMESPACE(flotilla::models::ActNamespace)
QML_NAMED_ELEMENT(Act)
}

namespace ForeignFleetSort {
Q_NAMESPACE
QML_FOREIGN_NAMESPACE(flotilla::models::FleetSortNamespace)
QML_NAMED_ELEMENT(FleetSort)
}

namespace ForeignVerdictKind {
Q_NAMESPACE
QML_FOREIGN_NAMESPACE(flotilla::models::VerdictKindNamespace)
QML_NAMED_ELEMENT(VerdictKind)
}

struct ForeignVerdict
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::Verdict)
    QML_VALUE_TYPE(dropVerdict)
};

struct ForeignCardFace
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::CardFace)
    QML_VALUE_TYPE(cardFace)
};

struct ForeignDesk
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::Desk)
    QML_NAMED_ELEMENT(Desk)
    QML_UNCREATABLE("There is one desk, made in C++.")
};

namespace ForeignFieldKind {
Q_NAMESPACE
QML_FOREIGN_NAMESPACE(flotilla::models::FieldKindNamespace)
QML_NAMED_ELEMENT(FieldKind)
}

struct ForeignAddPrinter
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::AddPrinter)
    QML_NAMED_ELEMENT(AddPrinter)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignEditPrinter
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::EditPrinter)
    QML_NAMED_ELEMENT(EditPrinter)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignFoundModel
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::FoundModel)
    QML_NAMED_ELEMENT(FoundModel)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignSettingsForm
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::SettingsForm)
    QML_NAMED_ELEMENT(SettingsForm)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignStepModel
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::StepModel)
    QML_NAMED_ELEMENT(StepModel)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignMenuEntry
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::MenuEntry)
    QML_VALUE_TYPE(menuEntry)
};

struct ForeignPrinterActs
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::PrinterActs)
    QML_NAMED_ELEMENT(PrinterActs)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignQuestion
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::Question)
    QML_NAMED_ELEMENT(Question)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignToasts
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::Toasts)
    QML_NAMED_ELEMENT(Toasts)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignWhatToDo
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::WhatToDo)
    QML_NAMED_ELEMENT(WhatToDo)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignPreferences
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::Preferences)
    QML_NAMED_ELEMENT(Preferences)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignEndsNext
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::EndsNext)
    QML_NAMED_ELEMENT(EndsNext)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignFleetSummary
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::FleetSummary)
    QML_NAMED_ELEMENT(FleetSummary)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignFleetView
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::FleetView)
    QML_NAMED_ELEMENT(FleetView)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignSelection
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::Selection)
    QML_NAMED_ELEMENT(Selection)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignDropSession
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::DropSession)
    QML_NAMED_ELEMENT(DropSession)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignSendDesk
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::SendDesk)
    QML_NAMED_ELEMENT(SendDesk)
    QML_UNCREATABLE("A part of the desk.")
};

// "SendSheet" is what shows it.
struct ForeignSendSheet
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::SendSheet)
    QML_NAMED_ELEMENT(SendModel)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignSendTargets
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::SendTargets)
    QML_NAMED_ELEMENT(SendTargets)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignStartOptions
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::StartOptions)
    QML_NAMED_ELEMENT(StartOptions)
    QML_UNCREATABLE("A part of the desk.")
};

namespace ForeignSendMode {
Q_NAMESPACE
QML_FOREIGN_NAMESPACE(flotilla::models::SendModeNamespace)
QML_NAMED_ELEMENT(SendMode)
}

namespace ForeignOptionKind {
Q_NAMESPACE
QML_FOREIGN_NAMESPACE(flotilla::models::OptionKindNamespace)
QML_NAMED_ELEMENT(OptionKind)
}

struct ForeignPictureData
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::PictureData)
    QML_VALUE_TYPE(pictureData)
};

struct ForeignFactRow
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::FactRow)
    QML_VALUE_TYPE(factRow)
};

struct ForeignNotices
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::Notices)
    QML_NAMED_ELEMENT(Notices)
    QML_UNCREATABLE("A part of the desk.")
};

struct ForeignTrayModel
{
    Q_GADGET
    QML_FOREIGN(flotilla::models::TrayModel)
    QML_NAMED_ELEMENT(TrayModel)
    QML_UNCREATABLE("A part of the desk.")
};
