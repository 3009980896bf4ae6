// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzjson.h"

#include "simulators/xyzprinting/xyzpicture.h"
#include "simulators/xyzprinting/xyzsession.h"
#include "simulators/xyzprinting/xyztexts.h"

#include <QJsonDocument>
#include <QRandomGenerator>

#include <array>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

using Fault = XyzFault;
using Verdict = OpenedThreew::Verdict;

enum Result { Done = 0, GoOn = 1, BadFormat = 2, BadChecksum = 4, Incorrect = 5, Busy = 6 };

constexpr double maxFileBytes = 1024.0 * 1024 * 1024;
constexpr int noCommand = -1;

// As the machine writes it: the result first.
QByteArray answer(int result, int command, const QJsonObject &more = {})
{
    QByteArray text = R"({"result":)" + QByteArray::number(result) + R"(,"command":)"
        + QByteArray::number(command);
    if (!more.isEmpty())
        text += ',' + QJsonDocument(more).toJson(QJsonDocument::Compact).sliced(1).chopped(1);
    return text + '}';
}

QJsonObject message(const QString &text)
{
    return {{u"message"_s, text}};
}

QByteArray newToken()
{
    return QByteArray::number(QRandomGenerator::global()->generate64(), 16).rightJustified(16, '0');
}

struct CommandRow
{
    int command;
    void (*run)(XyzSession &session, const QJsonObject &object);
};

constexpr std::array commandTable {
    CommandRow {1, XyzJson::upload},    CommandRow {2, XyzJson::query},
    CommandRow {3, XyzJson::picture},   CommandRow {4, XyzJson::job},
    CommandRow {5, XyzJson::takePhoto}, CommandRow {6, XyzJson::control},
    CommandRow {7, XyzJson::errorLog},  CommandRow {8, XyzJson::memory},
};
// Known to exist, and always answered with "incorrect".
constexpr std::array deadCommands {0, 9};

} // namespace

QByteArray XyzJson::nameOf(const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    if (object.contains(u"ack"_s))
        return "ack";
    return "command " + QByteArray::number(object.value(u"command"_s).toInt(noCommand));
}

void XyzJson::refuse(XyzSession &session, const QString &reason)
{
    session.violation(reason);
    session.reply(answer(Incorrect, noCommand));
}

void XyzJson::run(XyzSession &session, const QByteArray &text)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(text, &error).object();
    if (error.error != QJsonParseError::NoError) {
        refuse(session, u"this is no JSON"_s);
        return;
    }
    if (QJsonDocument(object).toJson(QJsonDocument::Compact).size() < text.size())
        session.violation(u"JSON with blanks in it"_s);
    if (object.contains(u"ack"_s)) {
        sendPicture(session);
        return;
    }
    const int command = object.value(u"command"_s).toInt(noCommand);
    if (session.m_core.fault == Fault::Busy || session.m_core.stalled) {
        session.reply(answer(Busy, command));
        return;
    }
    for (const CommandRow &row : commandTable) {
        if (row.command == command) {
            row.run(session, object);
            return;
        }
    }
    if (std::find(deadCommands.begin(), deadCommands.end(), command) == deadCommands.end())
        refuse(session, u"a command that does not exist"_s);
    else
        session.reply(answer(Incorrect, command));
}

void XyzJson::query(XyzSession &session, const QJsonObject &object)
{
    const QString letter = object.value(u"query"_s).toString();
    const QJsonObject data = xyzJsonData(session.m_core, letter);
    if (data.isEmpty())
        refuse(session, u"a query for what there is not"_s);
    else
        session.reply(answer(Done, 2, {{u"data"_s, data}}));
}

void XyzJson::job(XyzSession &session, const QJsonObject &)
{
    const QJsonObject fields = xyzJsonJob(session.m_core);
    session.reply(fields.isEmpty() ? answer(GoOn, 4, message(u"No printing job!"_s))
                                   : answer(Done, 4, fields));
}

void XyzJson::upload(XyzSession &session, const QJsonObject &object)
{
    XyzCore &core = session.m_core;
    const QString name = object.value(u"fileName"_s).toString();
    const double size = object.value(u"fileLen"_s).toDouble();
    const bool good = isAcceptableXyzName(name.toUtf8()) && size >= 1 && size <= maxFileBytes
        && object.value(u"ee1"_s).toString().startsWith(u"EE1_"_s)
        && object.value(u"ee2"_s).toString().startsWith(u"EE2_"_s);
    if (!good) {
        refuse(session, u"an upload with a name, size or cartridge that cannot be"_s);
        return;
    }
    if (core.fault == Fault::Refuse) {
        session.reply(answer(Incorrect, 1));
        return;
    }
    if (!core.machine.canTakeJob()) {
        session.violation(u"an upload in state %1"_s.arg(core.machine.state()));
        session.reply(answer(Busy, 1));
        return;
    }
    session.m_jsonFile = std::make_unique<XyzJsonFile>();
    session.m_jsonFile->name = name;
    session.m_jsonFile->size = qint64(size);
    if (!session.m_jsonFile->file.open()) {
        session.m_jsonFile.reset();
        session.reply(answer(Busy, 1));
        return;
    }
    session.reply(answer(GoOn, 1, message(u"START_RECEIVE"_s)), XyzSession::After::StayOpen);
}

void XyzJson::endFile(XyzSession &session)
{
    XyzCore &core = session.m_core;
    const std::unique_ptr<XyzJsonFile> file = std::move(session.m_jsonFile);
    if (session.m_replying)
        session.violation(u"a file before START_RECEIVE"_s);
    session.m_replying = true;
    if (file->mark != xyzEndMark) {
        session.violation(u"no <EOF> behind the file"_s);
        session.reply(answer(BadChecksum, 1, message(u"FILE_CHECKSUM_ERROR"_s)));
        return;
    }
    if (core.fault == Fault::BusyResult) {
        session.reply(answer(Busy, 1, message(u"PRINTER_BUSY"_s)));
        return;
    }
    if (file->size > core.freeBytes()) {
        core.machine.setErrors({storageCode});
        session.reply(answer(BadChecksum, 1, message(u"FILE_CHECKSUM_ERROR"_s)));
        return;
    }
    const QByteArray token = core.fault == Fault::NoToken ? QByteArray() : newToken();
    const XyzUpload &taken = core.receive(file->file, file->name, token, true);
    if (taken.opened.verdict == Verdict::Damaged)
        session.reply(answer(BadChecksum, 1, message(u"FILE_CHECKSUM_ERROR"_s)));
    else if (taken.errorCode != 0)
        session.reply(answer(BadFormat, 1, message(u"FILE_FORMAT_NOT_SUPPORTED"_s)));
    else if (core.fault == Fault::NoOk)
        session.replyNothing();
    else
        session.replyToAct(answer(Done, 1,
                                  token.isEmpty()
                                      ? QJsonObject()
                                      : QJsonObject {{u"token"_s, QString::fromLatin1(token)}}));
}

void XyzJson::control(XyzSession &session, const QJsonObject &object)
{
    XyzCore &core = session.m_core;
    const QByteArray token = object.value(u"token"_s).toString().toLatin1();
    const auto &job = core.machine.job();
    // Without a job there is no token that could be right.
    if (!job || job->token.isEmpty() || token != job->token) {
        session.reply(answer(Incorrect, noCommand));
        return;
    }
    struct Row
    {
        int state;
        bool (XyzMachine::*act)();
    };
    constexpr std::array rows {Row {1, &XyzMachine::pause}, Row {2, &XyzMachine::resume},
                               Row {3, &XyzMachine::cancel}};
    for (const Row &row : rows) {
        if (row.state != object.value(u"state"_s).toInt())
            continue;
        const bool done = core.fault == Fault::Ignore || (core.machine.*row.act)();
        session.replyToAct(answer(done ? Done : Busy, 6));
        return;
    }
    refuse(session, u"a state that no job can be given"_s);
}

void XyzJson::errorLog(XyzSession &session, const QJsonObject &)
{
    const QList<quint32> codes = session.m_core.shownErrors();
    if (codes.isEmpty())
        session.reply(answer(BadFormat, 7, message(u"GET_LOG_ERROR"_s)));
    else
        session.reply(answer(Done, 7, {{u"error"_s, qint64(codes.first())}}));
}

void XyzJson::memory(XyzSession &session, const QJsonObject &)
{
    const QList<quint32> codes = session.m_core.shownErrors();
    session.reply(answer(Done, 8,
                         {{u"print_status"_s, session.m_core.machine.oldState()},
                          {u"error"_s, qint64(codes.isEmpty() ? 0 : codes.first())}}));
}

void XyzJson::takePhoto(XyzSession &session, const QJsonObject &)
{
    session.reply(answer(Done, 5));
}

void XyzJson::picture(XyzSession &session, const QJsonObject &)
{
    XyzCore &core = session.m_core;
    core.picture = xyzPicture(core);
    const bool closes = core.fault == Fault::Closing;
    session.reply(
        answer(Done, 3, {{u"message"_s, u"START_SEND"_s}, {u"length"_s, core.picture->said}}),
        closes ? XyzSession::After::AsUsual : XyzSession::After::StayOpen);
}

void XyzJson::sendPicture(XyzSession &session)
{
    const auto picture = std::exchange(session.m_core.picture, std::nullopt);
    if (!picture) {
        refuse(session, u"an ack for a picture that was not announced"_s);
        return;
    }
    session.reply(
        picture->bytes
        + answer(Done, 3,
                 {{u"message"_s, u"SEND_FINISH"_s}, {u"length"_s, picture->saidAtTheEnd}}));
}

} // namespace flotilla::simulators
