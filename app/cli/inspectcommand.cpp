// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectcommand.h"

#include "files/inspect.h"

#include <QFileInfo>
#include <QSaveFile>

#include <limits>

namespace flotilla::cli {

using namespace Qt::StringLiterals;

InspectCommand::InspectCommand(Invocation invocation, Output &output, QObject *parent)
    : Program(output, parent)
    , m_invocation(std::move(invocation))
{
}

void InspectCommand::start()
{
    const QString path = m_invocation.arguments[u"file"_s].toString();
    const auto facts = files::inspect(path);
    if (!facts) {
        fail(facts.error());
        return;
    }
    if (m_invocation.arguments.contains(u"thumbnail"_s)) {
        const auto saved
            = saveThumbnail(path, *facts, m_invocation.arguments[u"thumbnail"_s].toString());
        if (!saved) {
            fail(saved.error());
            return;
        }
    }
    output().document(facts->toJson());
    if (facts->damage.isEmpty()) {
        Q_EMIT finished(0);
        return;
    }
    // What could be read is told all the same; a script still learns that the file is bad.
    output().notice(facts->damage);
    Q_EMIT finished(exitStatus(Error::Kind::BadFile));
}

Result<void> InspectCommand::saveThumbnail(const QString &path, const files::FileFacts &facts,
                                           const QString &out) const
{
    const QString name = QFileInfo(path).fileName();
    if (QFileInfo(out).exists()
        && QFileInfo(out).canonicalFilePath() == QFileInfo(path).canonicalFilePath())
        return failure(Error::Kind::WrongUse,
                       tr("The picture would be written over the print file “%1”. Give it another "
                          "name.")
                           .arg(name));
    const files::Thumbnail *thumbnail
        = files::thumbnailFor(facts.thumbnails, std::numeric_limits<int>::max());
    if (!thumbnail)
        return failure(Error::Kind::NotFound,
                       facts.thumbnails.isEmpty()
                           ? tr("There is no preview picture in “%1”.").arg(name)
                           : tr("The preview picture of “%1” is in a form of the printer's maker "
                                "that Flotilla does not show.")
                                 .arg(name));
    const auto image = files::thumbnailImage(path, *thumbnail);
    if (!image)
        return failure(image.error());
    QSaveFile file(out);
    if (!file.open(QIODevice::WriteOnly) || !image->save(&file, "PNG") || !file.commit())
        return failure(Error::Kind::BadFile, tr("“%1” cannot be written.").arg(out),
                       file.errorString());
    return {};
}

} // namespace flotilla::cli
