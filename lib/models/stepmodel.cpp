// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stepmodel.h"

#include "core/connectioncheck.h"

#include <QCoreApplication>

#include <algorithm>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

using Step = ConnectionCheck::Step;
using Outcome = ConnectionCheck::Outcome;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::models::StepModel)
};

struct Look
{
    Outcome outcome;
    QLatin1StringView mark;
    ColorRole role;
    bool strong;
    bool turning;
};

constexpr std::array looks {
    Look {Outcome::Waiting, "state-idle"_L1, ColorRole::Grey, false, false},
    Look {Outcome::Working, "link-connecting"_L1, ColorRole::Grey, true, true},
    Look {Outcome::Done, "state-finished"_L1, ColorRole::Finished, true, false},
    Look {Outcome::Failed, "state-error"_L1, ColorRole::Error, true, false},
};

StepLine line(Outcome outcome, const QString &title, const QString &text = {})
{
    const auto look = std::find_if(looks.begin(), looks.end(),
                                   [outcome](const Look &row) { return row.outcome == outcome; });
    return {.title = title,
            .text = text,
            .mark = look->mark,
            .role = look->role,
            .strong = look->strong,
            .turning = look->turning};
}

// A person has to give something: no fault, a wish.
void makeWish(StepLine &wish)
{
    wish.mark = u"state-attention"_s;
    wish.role = ColorRole::Amber;
}

const Parameter *secretOf(const ConnectionCheck &check)
{
    const QList<Parameter> &settings = check.info().settings;
    if (const Parameter *blamed = check.info().setting(check.setting()); blamed && blamed->secret)
        return blamed;
    const auto secret = std::find_if(settings.cbegin(), settings.cend(),
                                     [](const Parameter &one) { return one.secret; });
    return secret == settings.cend() ? nullptr : &*secret;
}

// The field where the address is typed: the first that is needed.
QString addressField(const ConnectionCheck &check)
{
    for (const Parameter &parameter : check.info().settings) {
        if (parameter.required && !parameter.secret)
            return parameter.key;
    }
    return {};
}

QString message(const ConnectionCheck &check)
{
    return check.error() ? check.error()->message : QString();
}

StepLine addressLine(const ConnectionCheck &check)
{
    const Outcome outcome = check.outcome(Step::Address);
    const QString host = check.address() ? check.address()->host
                                         : check.target().settings[addressField(check)].toString();
    if (outcome == Outcome::Failed) {
        StepLine failed = line(outcome, Tr::tr("No answer from %1").arg(host));
        failed.fix = message(check);
        failed.fixField = addressField(check);
        return failed;
    }
    const QString text = check.answeredAfter()
        //: How long an answer took, in milliseconds
        ? Tr::tr("in %1 ms").arg(std::max<qint64>(1, check.answeredAfter()->count()))
        : QString();
    return line(outcome, Tr::tr("Answers at %1").arg(host), text);
}

QString whoAnswers(const ConnectionCheck &check)
{
    QStringList facts;
    if (check.address())
        facts << Tr::tr("Port %1").arg(check.address()->port);
    if (!check.identity().firmware.isEmpty())
        facts << Tr::tr("firmware %1").arg(check.identity().firmware);
    if (!check.identity().serial.isEmpty())
        facts << Tr::tr("serial %1").arg(check.identity().serial);
    return facts.join(u", "_s);
}

StepLine protocolLine(const ConnectionCheck &check)
{
    const Outcome outcome = check.outcome(Step::Protocol);
    const QString system = check.info().displayName;
    if (outcome == Outcome::Done)
        return line(outcome, Tr::tr("Speaks the %1 protocol").arg(system), whoAnswers(check));
    if (outcome != Outcome::Failed)
        return line(outcome, Tr::tr("Speaks the %1 protocol").arg(system));
    const Parameter *blamed = check.info().setting(check.setting());
    StepLine failed = line(outcome,
                           blamed ? Tr::tr("%1 does not fit").arg(blamed->label)
                                  : Tr::tr("Does not speak the %1 protocol").arg(system));
    if (blamed && check.target().settings[blamed->key].toString().isEmpty()) {
        failed.title = Tr::tr("%1 is missing").arg(blamed->label);
        makeWish(failed);
    }
    failed.fix = message(check);
    if (blamed)
        failed.fixField = blamed->key;
    return failed;
}

StepLine secretLine(const ConnectionCheck &check, const Parameter &secret)
{
    const Outcome outcome = check.outcome(Step::Credentials);
    if (outcome == Outcome::Done)
        return line(outcome, Tr::tr("%1 fits").arg(secret.label));
    if (outcome != Outcome::Failed)
        return line(outcome, secret.label);
    const bool missing = check.target().settings[secret.key].toString().isEmpty();
    StepLine failed = line(outcome, {});
    makeWish(failed);
    if (check.setting().isEmpty()) { // not the code: it lets nobody in
        failed.title = Tr::tr("The printer lets nobody in");
        failed.text = message(check);
        failed.fix = secret.help;
    } else if (missing) {
        failed.title = Tr::tr("%1 is missing").arg(secret.label);
        failed.text = Tr::tr("The printer shares its state only with this code.");
        failed.fix = secret.help;
    } else {
        failed.title = Tr::tr("%1 is refused").arg(secret.label);
        failed.text
            = Tr::tr("The printer answers but refuses the code. Capitals and zeros matter.");
        failed.fix = secret.help;
    }
    failed.fixField = secret.key;
    return failed;
}

StepLine stateLine(const ConnectionCheck &check)
{
    const Outcome outcome = check.outcome(Step::State);
    const Parameter *secret = secretOf(check);
    switch (outcome) {
    case Outcome::Done: {
        const DriverState &state = check.state();
        const QString said = state.stateText.isEmpty() ? stateText(state.state) : state.stateText;
        return line(outcome, Tr::tr("Reads the state"), said);
    }
    case Outcome::Failed: {
        StepLine failed = line(outcome, Tr::tr("Does not tell its state"));
        failed.fix = message(check);
        return failed;
    }
    default: {
        const bool held = secret && check.outcome(Step::Credentials) == Outcome::Failed;
        return line(outcome, Tr::tr("Read the state"),
                    held ? Tr::tr("Waits for: %1").arg(secret->label) : QString());
    }
    }
}

StepLine cameraLine(const ConnectionCheck &check)
{
    const Outcome outcome = check.outcome(Step::Camera);
    if (outcome == Outcome::Done)
        return line(outcome, Tr::tr("Opens the camera"));
    if (outcome != Outcome::Failed)
        return line(outcome, Tr::tr("Open the camera"), Tr::tr("Optional"));
    // It keeps nobody from adding the printer.
    StepLine without = line(Outcome::Waiting, Tr::tr("No picture"),
                            Tr::tr("The camera does not answer. The printer works without it."));
    makeWish(without);
    return without;
}

} // namespace

QList<StepLine> stepLines(const ConnectionCheck &check)
{
    QList<StepLine> lines;
    if (check.outcome(Step::Address) != Outcome::Absent)
        lines << addressLine(check);
    lines << protocolLine(check);
    if (const Parameter *secret = secretOf(check))
        lines << secretLine(check, *secret);
    lines << stateLine(check);
    const bool mayHaveCamera = !check.info().widest.cameraKinds.isEmpty();
    if (mayHaveCamera && check.outcome(Step::Camera) != Outcome::Absent)
        lines << cameraLine(check);
    return lines;
}

StepModel::StepModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void StepModel::setLines(const QList<StepLine> &lines)
{
    const auto common = std::min(m_lines.size(), lines.size());
    for (qsizetype row = 0; row < common; ++row) {
        if (m_lines[row] == lines[row])
            continue;
        m_lines[row] = lines[row];
        Q_EMIT dataChanged(index(int(row)), index(int(row)));
    }
    if (m_lines.size() > lines.size()) {
        beginRemoveRows({}, int(common), int(m_lines.size()) - 1);
        m_lines = lines;
        endRemoveRows();
    } else if (m_lines.size() < lines.size()) {
        beginInsertRows({}, int(common), int(lines.size()) - 1);
        m_lines = lines;
        endInsertRows();
    }
}

int StepModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const StepLine &step = m_lines[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return step.title;
    case TextRole:
        return step.text;
    case MarkRole:
        return step.mark;
    case ColorRoleRole:
        return QVariant::fromValue(step.role);
    case StrongRole:
        return step.strong;
    case TurningRole:
        return step.turning;
    case FixRole:
        return step.fix;
    case FixFieldRole:
        return step.fixField;
    default:
        return {};
    }
}

QHash<int, QByteArray> StepModel::roleNames() const
{
    return {{TitleRole, "title"},    {TextRole, "text"},        {MarkRole, "mark"},
            {ColorRoleRole, "role"}, {StrongRole, "strong"},    {TurningRole, "turning"},
            {FixRole, "fix"},        {FixFieldRole, "fixField"}};
}

} // namespace flotilla::models
