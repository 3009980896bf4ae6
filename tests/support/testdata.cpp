// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testdata.h"

#include <QFile>
#include <QFileInfo>

namespace flotilla::test {

using namespace Qt::StringLiterals;

QString testDataPath(const QString &relativePath)
{
    return QStringLiteral(FLOTILLA_SOURCE_DIR) + "/tests/data/"_L1 + relativePath;
}

QByteArray testData(const QString &relativePath)
{
    QFile file(testDataPath(relativePath));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("missing test data: %s", qPrintable(file.fileName()));
    return file.readAll();
}

QString fixturePath(const QString &relativePath)
{
    const QString folder = qEnvironmentVariable(
        "FLOTILLA_FIXTURES", QStringLiteral(FLOTILLA_SOURCE_DIR) + "/../shared/fixtures"_L1);
    const QString path = folder + u'/' + relativePath;
    return QFileInfo::exists(path) ? path : QString();
}

} // namespace flotilla::test
