// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/zip/zipinspect_p.h"

#include "files/gcodefacts_p.h"
#include "files/zip/packedgcode_p.h"

#include "base/text.h"

#include <QXmlStreamReader>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 modelHeadBytes = 4096; // the program signs in the first lines
constexpr qint64 maxUnpacked = 16 * 1024 * 1024;

// "PrusaSlicer-2.9.4"
void takeApplication(const QString &text, FileFacts &facts)
{
    const qsizetype dash = text.lastIndexOf(u'-');
    const bool versioned = dash > 0 && dash + 1 < text.size() && text[dash + 1].isDigit();
    facts.slicer = cleanText(versioned ? text.first(dash) : text, 64);
    if (versioned)
        facts.slicerVersion = cleanText(text.sliced(dash + 1), 64);
}

// The model is cut, which is no error: its first words are all that is asked for.
void readApplication(const QByteArray &model, FileFacts &facts)
{
    QXmlStreamReader xml(model);
    while (!xml.atEnd() && facts.slicer.isEmpty()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == "metadata"_L1
            && xml.attributes().value("name"_L1) == "Application"_L1)
            takeApplication(xml.readElementText().trimmed(), facts);
    }
}

} // namespace

Result<FileFacts> inspectThreeMfProject(ByteSource &source, const QString &)
{
    FileFacts facts;
    facts.type = FileType::ThreeMfProject;
    facts.isPrint = false;
    const auto reader = ZipReader::open(source);
    if (!reader) {
        facts.damage = reader.error().message;
        return facts;
    }
    if (const ZipMember *model = (*reader)->directory().find("3D/3dmodel.model")) {
        const auto head = (*reader)->head(*model, modelHeadBytes);
        if (head)
            readApplication(*head, facts);
        else
            facts.damage = head.error().message;
    }
    addMemberPicture(**reader, "Metadata/thumbnail.png", facts.thumbnails);
    if (facts.thumbnails.isEmpty())
        addMemberPicture(**reader, "Metadata/plate_1.png", facts.thumbnails);
    return facts;
}

Result<FileFacts> inspectUfp(ByteSource &source, const QString &)
{
    FileFacts facts;
    const auto reader = ZipReader::open(source);
    const ZipMember *member = reader ? (*reader)->directory().find("3D/model.gcode") : nullptr;
    if (member) {
        qint64 budget = maxUnpacked;
        if (const auto text = readPackedGcode(**reader, *member, budget))
            facts = factsOf(*text);
        else
            facts.damage = text.error().message;
        facts.thumbnails.clear();
        addMemberPicture(**reader, "Metadata/thumbnail.png", facts.thumbnails);
    } else if (!reader) {
        facts.damage = reader.error().message;
    }
    facts.type = FileType::Ufp;
    facts.isPrint = true;
    return facts;
}

} // namespace flotilla::files
