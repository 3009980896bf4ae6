// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/threewfacts_p.h"

#include "files/gcodefacts_p.h"
#include "files/threew/body_p.h"
#include "files/threew/head_p.h"
#include "files/threew/xyzmodels.h"

#include "base/text.h"

#include <QCoreApplication>

namespace flotilla::files::threew {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::threew::ThreewFacts)
};

constexpr qsizetype longestWord = 80;

// Models that share their files are all meant.
QString machineName(QByteArrayView machine)
{
    const QString fileId = cleanText(machine, longestWord);
    QStringList names;
    for (const XyzModel *model : xyzModelsByFileId(fileId))
        names.append(model->name);
    return names.isEmpty() ? fileId : names.join(u", "_s);
}

// "XYZprint V2.0.1_2A13318"
void addSlicer(QByteArrayView program, FileFacts &facts)
{
    const QString words = cleanText(program, longestWord);
    const qsizetype version = words.lastIndexOf(u" V"_s);
    facts.slicer = version < 0 ? words : words.first(version);
    facts.slicerVersion = version < 0 ? QString() : words.sliced(version + 2);
}

Result<QString> damageOf(ByteSource &source, const Head &head, const QString &name)
{
    const qint64 bodyBytes = source.size() - bodyOffset;
    if (mayBeWhole(head.form, bodyBytes))
        return QString();
    const auto start = source.read(bodyOffset, 1);
    if (!start)
        return failure(start.error());
    // A body without the cipher may be of any length.
    if (*start == ";" && !head.form.zipped)
        return QString();
    return Tr::tr("“%1” is not whole. Copy the file again.").arg(name);
}

} // namespace

Result<FileFacts> inspectThreew(ByteSource &source, const QString &name)
{
    const auto bytes = source.read(0, bodyOffset);
    if (!bytes)
        return failure(bytes.error());
    FileFacts facts;
    facts.type = FileType::ThreeW;
    const auto head = parseHead(*bytes);
    if (!head) {
        facts.damage = headFaultText(head.error()).arg(name);
        return facts;
    }
    GcodeText text;
    text.takeHead(head->text, 0);
    text.endHead();
    facts = factsOf(text);
    facts.type = FileType::ThreeW;
    facts.isPrint = true;
    facts.thumbnails.clear();
    facts.printerModel = machineName(text.value("machine"));
    if (facts.slicer.isEmpty())
        addSlicer(text.value("Call_From_APP"), facts);
    const auto damage = damageOf(source, *head, name);
    if (!damage)
        return failure(damage.error());
    facts.damage = *damage;
    return facts;
}

} // namespace flotilla::files::threew
