// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/jobmessages.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxSentNameCharacters = 96;
constexpr qsizetype maxListedNameCharacters = 255;
constexpr qsizetype maxShownNameCharacters = 64;
constexpr int maxToolCount = 4;

QString translated(const char *text)
{
    return QCoreApplication::translate("flashforge", text);
}

struct SwitchRow
{
    JobField field;
    bool StartOptions::*value;
    QLatin1StringView name;
};

// In the order in which the vendor's slicer writes them.
constexpr std::array switchTable {
    SwitchRow {JobField::FlowCalibration, &StartOptions::flowCalibration, "flowCalibration"_L1},
    SwitchRow {JobField::FirstLayerInspection, &StartOptions::firstLayerInspection,
               "firstLayerInspection"_L1},
    SwitchRow {JobField::TimeLapseVideo, &StartOptions::timeLapseVideo, "timeLapseVideo"_L1},
    SwitchRow {JobField::UseMaterialStation, &StartOptions::useStation, "useMatlStation"_L1},
};

// Where the mapping travels with the upload, the number of entries says how many tools there are;
// elsewhere the file's own number counts.
int toolCountFor(JobFields fields, const StartOptions &options)
{
    if (fields.testFlag(JobField::MaterialMappings))
        return options.useStation ? int(options.mappings.size()) : 0;
    return options.toolCount;
}

// `available`: everything this model takes in an upload or a start.
Result<QJsonArray> checkedOptions(const Model &model, JobFields available,
                                  const StartOptions &options)
{
    for (const SwitchRow &row : switchTable) {
        const bool station = row.field == JobField::UseMaterialStation;
        if (!station && options.*row.value && !available.testFlag(row.field))
            return failure(
                Error::Kind::Unsupported,
                translated(QT_TRANSLATE_NOOP("flashforge", "A %1 with this firmware has no “%2”."))
                    .arg(model.name, row.name));
    }
    if (options.useStation && model.stationSlots == 0)
        return failure(Error::Kind::Unsupported,
                       translated(QT_TRANSLATE_NOOP("flashforge", "A %1 has no material station."))
                           .arg(model.name));
    if (!options.useStation && !options.mappings.isEmpty())
        return failure(
            Error::Kind::WrongUse,
            translated(QT_TRANSLATE_NOOP(
                "flashforge", "Slots are given, but the material station is not used.")));
    if (options.toolCount < 1 || options.toolCount > maxToolCount)
        return failure(Error::Kind::WrongUse,
                       translated(QT_TRANSLATE_NOOP("flashforge",
                                                    "A file for this printer uses 1 to 4 tools.")));
    return mappingsToJson(model, options.mappings);
}

// The station of the AD5X refuses a job without a slot for each tool, also for a single colour.
bool lacksMapping(const Model &model, const StartOptions &options)
{
    return options.useStation && options.mappings.isEmpty()
        && (model.uploadFields.testFlag(JobField::MaterialMappings) || options.toolCount > 1);
}

tl::unexpected<Error> mappingMissing()
{
    return failure(
        Error::Kind::WrongUse,
        translated(QT_TRANSLATE_NOOP(
            "flashforge", "Say which slot of the material station feeds each tool of the file.")));
}

QByteArray trueOrFalse(bool value)
{
    return value ? QByteArrayLiteral("true") : QByteArrayLiteral("false");
}

} // namespace

Result<HeaderList> uploadHeaders(const Credentials &credentials, const Model &model,
                                 const QString &firmware, qint64 fileSize, bool printNow,
                                 const StartOptions &options)
{
    const auto usable = usableCredentials(credentials.serialNumber, credentials.checkCode);
    if (!usable)
        return failure(usable.error());
    if (fileSize <= 0)
        return failure(Error::Kind::BadFile,
                       translated(QT_TRANSLATE_NOOP("flashforge", "The file is empty.")));
    const JobFields fields = model.uploadFieldsFor(firmware);
    const auto mappings = checkedOptions(model, fields | model.startFieldsFor(firmware), options);
    if (!mappings)
        return failure(mappings.error());
    if (lacksMapping(model, options) && (printNow || fields.testFlag(JobField::MaterialMappings)))
        return mappingMissing();
    if (printNow && !mappings->isEmpty() && startsMappedJobsSeparately(model))
        return failure(
            Error::Kind::WrongUse,
            translated(QT_TRANSLATE_NOOP("flashforge",
                                         "This printer takes the slots of a job only when a stored "
                                         "file is started: store it first.")));

    HeaderList headers {{"serialNumber", usable->serialNumber.toLatin1()},
                        {"checkCode", usable->checkCode.toLatin1()},
                        {"fileSize", QByteArray::number(fileSize)},
                        {"printNow", trueOrFalse(printNow)},
                        {"levelingBeforePrint", trueOrFalse(options.leveling)}};
    for (const SwitchRow &row : switchTable) {
        if (fields.testFlag(row.field))
            headers.append(
                {QByteArray(row.name.data(), row.name.size()), trueOrFalse(options.*row.value)});
    }
    if (fields.testFlag(JobField::ToolCount))
        headers.append({"gcodeToolCnt", QByteArray::number(toolCountFor(fields, options))});
    if (fields.testFlag(JobField::MaterialMappings))
        headers.append({"materialMappings", mappingsToHeader(*mappings)});
    return headers;
}

Result<QByteArray> startBody(const Credentials &credentials, const Model &model,
                             const QString &firmware, const QString &fileName,
                             const StartOptions &options)
{
    if (fileName.isEmpty() || fileName.size() > maxListedNameCharacters
        || fileName.contains(QChar::Null))
        return failure(Error::Kind::WrongUse,
                       translated(QT_TRANSLATE_NOOP("flashforge", "This is no file name.")));
    const JobFields fields = model.startFieldsFor(firmware);
    const auto mappings = checkedOptions(model, fields, options);
    if (!mappings)
        return failure(mappings.error());
    if (lacksMapping(model, options))
        return mappingMissing();

    QJsonObject body {{u"serialNumber"_s, credentials.serialNumber},
                      {u"checkCode"_s, credentials.checkCode},
                      {u"fileName"_s, fileName},
                      {u"levelingBeforePrint"_s, options.leveling}};
    for (const SwitchRow &row : switchTable) {
        if (fields.testFlag(row.field))
            body.insert(row.name, options.*row.value);
    }
    if (fields.testFlag(JobField::ToolCount))
        body.insert(u"gcodeToolCnt"_s, toolCountFor(fields, options));
    // The Creator 5 takes the field only where there is something to map.
    if (fields.testFlag(JobField::MaterialMappings)
        && (!mappings->isEmpty() || !startsMappedJobsSeparately(model)))
        body.insert(u"materialMappings"_s, *mappings);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

bool startsMappedJobsSeparately(const Model &model)
{
    return model.startFields.testFlag(JobField::MaterialMappings)
        && !model.uploadFields.testFlag(JobField::MaterialMappings);
}

Result<QString> safeFileName(QStringView name)
{
    const qsizetype slash = qMax(name.lastIndexOf(u'/'), name.lastIndexOf(u'\\'));
    const QStringView base = name.sliced(slash + 1);
    const qsizetype dot = base.lastIndexOf(u'.');
    const QStringView ending = dot < 0 ? QStringView() : base.sliced(dot + 1);
    const auto known = fileTypes();
    if (std::none_of(known.begin(), known.end(), [ending](QLatin1StringView type) {
            return ending.compare(type, Qt::CaseInsensitive) == 0;
        }))
        return failure(Error::Kind::BadFile,
                       translated(QT_TRANSLATE_NOOP(
                                      "flashforge",
                                      "“%1” is no file for this printer: it takes .gcode, .gx, .g "
                                      "and .3mf."))
                           .arg(cleanText(base, maxShownNameCharacters)));

    QString safe;
    for (const QChar c :
         base.first(dot).first(qMin(dot, maxSentNameCharacters - ending.size() - 1))) {
        const char16_t u = c.unicode();
        const bool allowed = (u >= u'0' && u <= u'9') || (u >= u'A' && u <= u'Z')
            || (u >= u'a' && u <= u'z') || u == u'_' || u == u'-' || u == u'.';
        // A leading dot hides the file, a leading hyphen looks like an option.
        safe += allowed && !(safe.isEmpty() && (u == u'.' || u == u'-')) ? c : QChar(u'_');
    }
    if (safe.isEmpty())
        safe = u"_"_s;
    return QString(safe + u'.' + ending.toString().toLower());
}

} // namespace flotilla::flashforge
