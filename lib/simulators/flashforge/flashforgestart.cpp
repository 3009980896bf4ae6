// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgestart.h"

#include "net/httphead.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QVersionNumber>

#include <cmath>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

QString missing(QByteArrayView name)
{
    return u"%1 is missing"_s.arg(QString::fromLatin1(name));
}

// Reads headers one after the other and keeps the first thing that is wrong.
class HeadReader
{
public:
    HeadReader(const net::HttpHead &head, QString &problem)
        : m_head(head)
        , m_problem(problem)
    {
    }

    QByteArray text(QByteArrayView name)
    {
        if (const auto value = exactHeader(m_head, name))
            return *value;
        blame(m_head.value(name).isEmpty()
                  ? missing(name)
                  : u"%1 is spelled in another letter case"_s.arg(QString::fromLatin1(name)));
        return {};
    }

    bool flag(QByteArrayView name)
    {
        const QByteArray value = text(name);
        if (!value.isNull() && value != "true" && value != "false")
            blame(u"%1 is neither true nor false"_s.arg(QString::fromLatin1(name)));
        return value == "true";
    }

    qint64 number(QByteArrayView name)
    {
        const QByteArray value = text(name);
        bool ok = false;
        const qint64 number = value.toLongLong(&ok);
        if (!value.isNull() && (!ok || number < 0 || QByteArray::number(number) != value))
            blame(u"%1 is not a number"_s.arg(QString::fromLatin1(name)));
        return number;
    }

    void forbid(QByteArrayView name)
    {
        for (const auto &[key, value] : m_head.headers) {
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                blame(u"%1 does not belong here"_s.arg(QString::fromLatin1(name)));
        }
    }

    void blame(const QString &why)
    {
        if (m_problem.isEmpty())
            m_problem = why;
    }

private:
    const net::HttpHead &m_head;
    QString &m_problem;
};

void readStation(const FlashForgeMachine &machine, HeadReader &reader, UploadOrder &order)
{
    order.usesStation = reader.flag("useMatlStation");
    order.toolCount = int(qMin<qint64>(reader.number("gcodeToolCnt"), 1000));
    if (machine.model().family == FlashForgeFamily::Creator5) {
        reader.forbid("materialMappings");
        if (order.toolCount < 1 || order.toolCount > maxSimulatedTools)
            reader.blame(u"gcodeToolCnt is not 1 to 4"_s);
        if (order.printNow && order.toolCount > 1)
            reader.blame(u"several tools are started with /printGcode and its mappings"_s);
        return;
    }
    const auto decoded = QByteArray::fromBase64Encoding(
        reader.text("materialMappings"),
        QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    const QJsonDocument document = QJsonDocument::fromJson(decoded ? *decoded : QByteArray());
    if (!document.isArray()) {
        reader.blame(u"materialMappings is not a JSON array in base64"_s);
        return;
    }
    QString problem;
    order.mappings = readMappings(document.array(), problem);
    if (!problem.isEmpty())
        reader.blame(problem);
    if (order.usesStation && !machine.model().station)
        reader.blame(u"this model has no station"_s);
    if (order.toolCount != order.mappings.size())
        reader.blame(u"gcodeToolCnt is not the number of mappings"_s);
    if (order.usesStation == order.mappings.isEmpty())
        reader.blame(u"useMatlStation and materialMappings contradict each other"_s);
}

QByteArray readBoundary(HeadReader &reader, const net::HttpHead &head)
{
    constexpr QByteArrayView prefix("multipart/form-data; boundary=");
    const QByteArray type = head.value("Content-Type");
    if (!type.startsWith(prefix)) {
        reader.blame(u"Content-Type is not multipart/form-data with a boundary"_s);
        return {};
    }
    const QByteArray boundary = type.sliced(prefix.size());
    if (boundary.contains('"'))
        reader.blame(u"the boundary is quoted"_s);
    if (boundary.isEmpty() || boundary.size() > 70 || boundary.contains(';')
        || boundary.contains(' '))
        reader.blame(u"the boundary is malformed"_s);
    return boundary;
}

} // namespace

std::optional<QByteArray> exactHeader(const net::HttpHead &head, QByteArrayView name)
{
    for (const auto &[key, value] : head.headers) {
        if (key == name)
            return value;
    }
    return std::nullopt;
}

bool hasNewStartFields(const FlashForgeMachine &machine)
{
    if (machine.model().family != FlashForgeFamily::Adventurer5M)
        return true;
    return QVersionNumber::fromString(machine.settings.firmware) >= QVersionNumber(3, 1, 3);
}

UploadOrder readUploadHead(const FlashForgeMachine &machine, const net::HttpHead &head)
{
    UploadOrder order;
    HeadReader reader(head, order.problem);
    if (!exactHeader(head, "Content-Length"))
        reader.blame(missing("Content-Length"));
    order.fileSize = reader.number("fileSize");
    order.printNow = reader.flag("printNow");
    order.levelFirst = reader.flag("levelingBeforePrint");
    if (hasNewStartFields(machine)) {
        reader.flag("flowCalibration");
        readStation(machine, reader, order);
    }
    if (machine.model().family != FlashForgeFamily::Adventurer5M)
        reader.flag("timeLapseVideo");
    if (machine.model().family == FlashForgeFamily::Ad5x)
        reader.flag("firstLayerInspection");
    if (machine.model().family == FlashForgeFamily::Creator5)
        reader.forbid("firstLayerInspection");
    order.boundary = readBoundary(reader, head);
    if (order.problem.isEmpty() && order.fileSize == 0)
        order.problem = u"the file is empty"_s;
    return order;
}

QList<SlotMapping> readMappings(const QJsonArray &entries, QString &problem)
{
    static const QRegularExpression color(u"^#[0-9A-Fa-f]{6}$"_s);
    const auto whole = [](const QJsonValue &value, int from, int to) {
        const double number = value.toDouble(-1);
        return value.isDouble() && number == std::floor(number) && number >= from && number <= to;
    };
    QList<SlotMapping> mappings;
    unsigned tools = 0;
    unsigned spools = 0;
    for (const QJsonValue &value : entries) {
        const QJsonObject entry = value.toObject();
        if (!whole(entry[u"toolId"_s], 0, maxSimulatedTools - 1))
            problem = u"toolId is not 0 to 3"_s;
        else if (!whole(entry[u"slotId"_s], 1, stationSlotCount))
            problem = u"slotId is not 1 to 4"_s;
        else if (entry[u"materialName"_s].toString().isEmpty())
            problem = u"materialName is missing"_s;
        else if (!color.match(entry[u"toolMaterialColor"_s].toString()).hasMatch()
                 || !color.match(entry[u"slotMaterialColor"_s].toString()).hasMatch())
            problem = u"a colour is not #RRGGBB"_s;
        if (!problem.isEmpty())
            return {};
        const SlotMapping mapping {entry[u"toolId"_s].toInt(), entry[u"slotId"_s].toInt(),
                                   entry[u"materialName"_s].toString()};
        if ((tools & (1U << mapping.toolId)) || (spools & (1U << mapping.slotId))) {
            problem = u"a tool or slot is mapped twice"_s;
            return {};
        }
        tools |= 1U << mapping.toolId;
        spools |= 1U << mapping.slotId;
        mappings.append(mapping);
    }
    return mappings;
}

StartOrder readStartBody(const FlashForgeMachine &machine, const QJsonObject &body)
{
    StartOrder order;
    const FlashForgeFamily family = machine.model().family;
    const bool creator = family == FlashForgeFamily::Creator5;
    QStringList flags {u"levelingBeforePrint"_s};
    if (hasNewStartFields(machine))
        flags.append(u"flowCalibration"_s);
    if (family != FlashForgeFamily::Adventurer5M)
        flags.append(u"timeLapseVideo"_s);
    if (family == FlashForgeFamily::Ad5x)
        flags.append(u"firstLayerInspection"_s);
    const bool stationFields = hasNewStartFields(machine) && !creator;
    if (stationFields)
        flags.append(u"useMatlStation"_s);

    order.fileName = body[u"fileName"_s].toString();
    if (order.fileName.isEmpty())
        order.problem = u"fileName is missing"_s;
    for (const QString &flag : flags) {
        if (!body[flag].isBool() && order.problem.isEmpty())
            order.problem = flag + " is not true or false"_L1;
    }
    order.job.levelFirst = body[u"levelingBeforePrint"_s].toBool();
    const QJsonValue mappings = body[u"materialMappings"_s];
    if ((stationFields && !mappings.isArray()) || (!mappings.isUndefined() && !mappings.isArray()))
        order.problem = u"materialMappings is not an array"_s;
    order.job.mappings = readMappings(mappings.toArray(), order.problem);
    order.job.usesStation
        = creator ? !order.job.mappings.isEmpty() : body[u"useMatlStation"_s].toBool();
    if (stationFields && order.problem.isEmpty()) {
        if (order.job.usesStation && !machine.model().station)
            order.problem = u"this model has no station"_s;
        else if (body[u"gcodeToolCnt"_s].toInt(-1) != order.job.mappings.size())
            order.problem = u"gcodeToolCnt is not the number of mappings"_s;
        else if (order.job.usesStation == order.job.mappings.isEmpty())
            order.problem = u"useMatlStation and materialMappings contradict each other"_s;
    }
    for (const QString &key : {u"useMatlStation"_s, u"gcodeToolCnt"_s, u"firstLayerInspection"_s}) {
        if (creator && body.contains(key))
            order.remark = key + " does not belong here"_L1;
    }
    return order;
}

} // namespace flotilla::simulators
