// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "store/database.h"

#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>

namespace flotilla::test {

// The end of a command, or an error after five seconds without one.
template<typename T> Result<T> ended(const Command<T> &command)
{
    if (!QTest::qWaitFor([&] { return command.isFinished(); }, 5000))
        return failure(Error::Kind::Internal, QStringLiteral("the test waited in vain"));
    return *command.result();
}

inline QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

// One number out of the database.
inline Result<int> number(store::Database &database, const QString &sql)
{
    return ended(database.run([sql](store::Connection &connection) -> Result<int> {
        const auto value
            = connection.first(sql, {}, [](const QSqlQuery &row) { return row.value(0).toInt(); });
        if (!value)
            return failure(value.error());
        return value->value_or(-1);
    }));
}

} // namespace flotilla::test
