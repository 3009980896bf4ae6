// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace flotilla::test {

// A file of tests/data; the test fails loudly (qFatal) when it is missing.
QByteArray testData(const QString &relativePath);
QString testDataPath(const QString &relativePath);

// A recording kept beside the repository (../shared/fixtures, or the folder named by
// FLOTILLA_FIXTURES); empty where it is absent: QSKIP with the path then.
QString fixturePath(const QString &relativePath);

} // namespace flotilla::test
