// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>

namespace flotilla::test {

// A folder of files that a test writes; gone with it.
class FileFolder
{
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    // Ends the test program where that is not possible.
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

private:
    QTemporaryDir m_folder;
};

} // namespace flotilla::test
