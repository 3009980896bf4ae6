// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/printfile.h"

#include "base/text.h"
#include "files/inspect.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace flotilla::models {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::models::PrintFile)
};

constexpr qsizetype longestSentence = 512;
constexpr QSize thumbnailSize {640, 480}; // of the sheet, at two device pixels a pixel

PrintFile failed(PrintFile file, const QString &sentence)
{
    file.problem = Error {Error::Kind::BadFile, sentence.arg(file.shownName), {}};
    return file;
}

QString suffixOf(const QString &name)
{
    return QFileInfo(name).suffix().toLower();
}

QList<FileTool> toolsOf(const files::FileFacts &facts)
{
    QList<FileTool> tools;
    for (const int number : facts.usedTools()) {
        const files::FileTool &tool = facts.tools.at(number);
        tools << FileTool {number, tool.material, tool.color};
    }
    return tools;
}

std::optional<PartSize> partOf(const files::FileFacts &facts)
{
    if (!facts.bounds)
        return {};
    const auto &[low, high] = *facts.bounds;
    return PartSize {high[0] - low[0], high[1] - low[1], high[2] - std::min(low[2], 0.0)};
}

QImage pictureOf(const QString &path, const files::FileFacts &facts)
{
    const files::Thumbnail *thumbnail
        = files::thumbnailFor(facts.thumbnails, thumbnailSize.width());
    if (!thumbnail)
        return {};
    return files::thumbnailImage(path, *thumbnail, thumbnailSize).value_or(QImage());
}

void take(PrintFile &file, const files::FileFacts &facts)
{
    const QStringList suffixes = files::fileTypeSuffixes(facts.type);
    if (facts.nameMisleads && !suffixes.isEmpty())
        file.realType = suffixes.constFirst();
    file.slicer
        = QStringList {facts.slicer, facts.slicerVersion.section(u'+', 0, 0)}.join(u' ').trimmed();
    if (facts.estimatedSeconds)
        file.seconds = qint64(std::llround(*facts.estimatedSeconds));
    file.grams = facts.filamentGrams;
    file.layers = facts.layerCount;
    file.layerMm = facts.layerHeightMm;
    file.heaters = facts.heaters;
    file.part = partOf(facts);
    file.heightMm = facts.objectHeightMm;
    file.tools = toolsOf(facts);
    file.damage = facts.damage;
    file.thumbnail = pictureOf(file.path, facts);
}

// The tools' materials, each once.
QStringList materialsOf(const QList<FileTool> &tools)
{
    QStringList materials;
    for (const FileTool &tool : tools) {
        if (!tool.material.isEmpty() && !materials.contains(tool.material))
            materials << tool.material;
    }
    return materials;
}

} // namespace

QString PrintFile::materials() const
{
    return QLocale().createSeparatedList(materialsOf(tools));
}

PrintFile pointedAt(const QUrl &url)
{
    PrintFile file;
    file.path = url.toLocalFile();
    file.name = QFileInfo(file.path).fileName();
    file.shownName = cleanText(file.name);
    file.type = suffixOf(file.name);
    if (url.isLocalFile())
        return file;
    file.reading = false;
    file.shownName = cleanText(url.fileName().isEmpty() ? url.toString() : url.fileName());
    return failed(file,
                  Tr::tr("“%1” is not a file on this computer. Save it first, then drop it."));
}

PrintFile readPrintFile(PrintFile file)
{
    file.reading = false;
    if (file.path.isEmpty())
        return file; // nothing of this computer
    file.problem.reset();
    const QFileInfo info(file.path);
    if (!info.exists())
        return failed(file, Tr::tr("“%1” is no longer there."));
    if (info.isDir())
        return failed(file, Tr::tr("“%1” is a folder. Drop the files in it."));
    if (!info.isFile())
        return failed(file, Tr::tr("“%1” is not an ordinary file."));
    if (!info.isReadable())
        return failed(file, Tr::tr("“%1” may not be read. Change its permissions."));
    if (info.size() == 0)
        return failed(file, Tr::tr("“%1” is empty."));
    file.path = info.canonicalFilePath();
    file.size = info.size();
    file.modified = info.lastModified();
    const auto facts = files::inspect(file.path);
    if (!facts) {
        // A printer may know better than we what it can print.
        file.damage = cleanText(facts.error().message, longestSentence);
        return file;
    }
    if (!facts->isPrint)
        return failed(file,
                      facts->type == files::FileType::ThreeMfProject
                          ? Tr::tr("“%1” is a project, not a print. Slice it first.")
                          : Tr::tr("“%1” is not made for a 3D printer."));
    take(file, *facts);
    return file;
}

std::optional<Error> changedSince(const PrintFile &file)
{
    const QFileInfo info(file.path);
    const auto error = [&](const QString &sentence) {
        return Error {Error::Kind::BadFile, sentence.arg(file.shownName), {}};
    };
    if (!info.isFile())
        return error(Tr::tr("“%1” is no longer there."));
    if (info.size() != file.size || info.lastModified() != file.modified)
        return error(Tr::tr("“%1” was changed meanwhile. Look at it again, then send it."));
    return {};
}

} // namespace flotilla::models
