// SPDX-License-Identifier: GPL-3.0-or-later
#include "convertcommand.h"

#include "files/inspect.h"
#include "files/threew/decoder.h"

#include <QFileInfo>
#include <QJsonObject>
#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>

namespace flotilla::cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace files::threew;

namespace {

constexpr auto progressInterval = 100ms;
constexpr QLatin1StringView threewSuffix(".3w");

QString text(const QByteArray &sha256)
{
    return QString::fromLatin1(sha256.toHex());
}

// By what the printer calls itself, what its files call it, or its name.
const XyzModel *modelNamed(const QString &word)
{
    if (const XyzModel *model = xyzModel(word))
        return model;
    const QList<const XyzModel *> byFile = xyzModelsByFileId(word);
    if (!byFile.isEmpty())
        return byFile.constFirst();
    constexpr QLatin1StringView make("da Vinci ");
    for (const XyzModel &model : xyzModels()) {
        if (model.name.compare(word, Qt::CaseInsensitive) == 0
            || model.name.sliced(make.size()).compare(word, Qt::CaseInsensitive) == 0)
            return &model;
    }
    return nullptr;
}

EncodeOptions optionsFor(const XyzModel &model, const QString &out)
{
    return {.fileId = model.fileId, .form = model.form, .name = QFileInfo(out).fileName()};
}

} // namespace

ConvertCommand::ConvertCommand(Invocation invocation, Output &output, QObject *parent)
    : Program(output, parent)
    , m_invocation(std::move(invocation))
    , m_in(m_invocation.arguments[u"in"_s].toString())
    , m_out(m_invocation.arguments[u"out"_s].toString())
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ConvertCommand::handleFinished);
    connect(&m_progressTimer, &QTimer::timeout, this,
            [this] { this->output().progress(m_done, m_total, QFileInfo(m_in).fileName()); });
}

ConvertCommand::~ConvertCommand()
{
    interrupt();
    m_watcher.waitForFinished();
}

void ConvertCommand::start()
{
    const auto planned = plan();
    if (!planned) {
        fail(planned.error());
        return;
    }
    m_plan = *planned;
    const Progress progress = [this](qint64 done, qint64 total) {
        m_done = done;
        m_total = total;
        return !m_stop;
    };
    m_progressTimer.start(progressInterval);
    m_watcher.setFuture(QtConcurrent::run([progress, plan = m_plan, in = m_in, out = m_out] {
        switch (plan.kind) {
        case Plan::Kind::Encode:
            break;
        case Plan::Kind::Decode:
            return decode(in, out, progress);
        case Plan::Kind::Rewrap:
            return rewrap(in, out, plan.options, progress);
        }
        return encode(in, out, plan.options, progress);
    }));
}

void ConvertCommand::interrupt()
{
    m_stop = true;
}

Result<ConvertCommand::Plan> ConvertCommand::plan() const
{
    const auto facts = files::inspect(m_in);
    if (!facts)
        return failure(facts.error());
    if (!facts->damage.isEmpty())
        return failure(Error::Kind::BadFile, facts->damage);
    if (facts->type == files::FileType::ThreeW)
        return planFromThreew();
    if (facts->type == files::FileType::Gcode)
        return planFromGcode();
    return failure(Error::Kind::BadFile,
                   tr("“%1” is neither G-code nor a .3w: there is nothing to convert.")
                       .arg(QFileInfo(m_in).fileName()));
}

Result<ConvertCommand::Plan> ConvertCommand::planFromGcode() const
{
    if (!m_out.endsWith(threewSuffix, Qt::CaseInsensitive))
        return failure(Error::Kind::WrongUse,
                       tr("G-code can be made a .3w. Give OUT a name that ends in .3w."));
    const auto asked = askedModel();
    if (!asked)
        return failure(asked.error());
    if (*asked)
        return Plan {Plan::Kind::Encode, optionsFor(**asked, m_out), *asked};
    const auto machine = readMachine(m_in);
    if (!machine)
        return failure(machine.error());
    const QList<const XyzModel *> models = xyzModelsByFileId(*machine);
    if (models.isEmpty())
        return failure(Error::Kind::WrongUse,
                       tr("Say with --model which printer “%1” is for: the file does not tell.")
                           .arg(QFileInfo(m_in).fileName()));
    return Plan {Plan::Kind::Encode, optionsFor(*models.constFirst(), m_out), models.constFirst()};
}

Result<ConvertCommand::Plan> ConvertCommand::planFromThreew() const
{
    const auto asked = askedModel();
    if (!asked)
        return failure(asked.error());
    if (!m_out.endsWith(threewSuffix, Qt::CaseInsensitive)) {
        if (*asked)
            return failure(Error::Kind::WrongUse,
                           tr("--model is for a .3w. Give OUT a name that ends in .3w, or leave "
                              "--model out."));
        return Plan {Plan::Kind::Decode, {}, nullptr};
    }
    if (*asked)
        return Plan {Plan::Kind::Rewrap, optionsFor(**asked, m_out), *asked};
    // For the same printer, in the form it has.
    const auto head = readHead(m_in);
    if (!head)
        return failure(head.error());
    const QList<const XyzModel *> models = xyzModelsByFileId(head->machine);
    if (models.isEmpty())
        return failure(Error::Kind::WrongUse,
                       tr("Say with --model which printer “%1” is for: the file does not tell.")
                           .arg(QFileInfo(m_in).fileName()));
    Plan plan {Plan::Kind::Rewrap, optionsFor(*models.constFirst(), m_out), models.constFirst()};
    plan.options.form = head->form;
    return plan;
}

// Null: none was asked for.
Result<const XyzModel *> ConvertCommand::askedModel() const
{
    if (!m_invocation.arguments.contains(u"model"_s))
        return nullptr;
    const QString word = m_invocation.arguments[u"model"_s].toString();
    if (const XyzModel *model = modelNamed(word))
        return model;
    return failure(Error::Kind::WrongUse,
                   tr("“%1” is no printer of XYZprinting that Flotilla knows: “flotillactl convert "
                      "--help” lists them.")
                       .arg(word));
}

void ConvertCommand::handleFinished()
{
    m_progressTimer.stop();
    const auto done = m_watcher.result();
    if (!done) {
        fail(done.error());
        return;
    }
    QJsonObject document {
        {u"file"_s, m_out},
        {u"format"_s, m_plan.kind == Plan::Kind::Decode ? u"gcode"_s : u"3w"_s},
        {u"size"_s, done->bytes},
        {u"sha256"_s, text(done->sha256)},
        {u"given"_s,
         QJsonObject {{u"file"_s, m_in},
                      {u"size"_s, done->givenBytes},
                      {u"sha256"_s, text(done->givenSha256)}}},
    };
    if (m_plan.model)
        document.insert(u"model"_s,
                        QJsonObject {{u"id"_s, m_plan.model->id},
                                     {u"name"_s, m_plan.model->name},
                                     {u"fileId"_s, m_plan.options.fileId},
                                     {u"version"_s, int(m_plan.options.form.version)},
                                     {u"zipped"_s, m_plan.options.form.zipped}});
    output().document(document);
    Q_EMIT finished(0);
}

} // namespace flotilla::cli
