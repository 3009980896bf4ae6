// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QFile>

#include <memory>

namespace flotilla::files {

// Bytes of a known number, read in pieces.
class ByteSource
{
public:
    virtual ~ByteSource() = default;

    virtual qint64 size() const = 0;
    // Exactly these bytes, fewer only at the end; BadFile when there are no longer as many as there
    // were.
    virtual Result<QByteArray> read(qint64 offset, qint64 length) = 0;
};

// A file as it lies on disk.
class FileBytes : public ByteSource
{
public:
    // BadFile with a sentence for what cannot be opened: missing, a folder, a device, unreadable.
    static Result<std::unique_ptr<FileBytes>> open(const QString &path);

    qint64 size() const override { return m_size; }
    Result<QByteArray> read(qint64 offset, qint64 length) override;

    const QString &name() const { return m_name; } // for sentences
    QString path() const { return m_file.fileName(); }
    // BadFile when the file has another size than it had when it was opened.
    Result<void> checkUnchanged() const;
    // So far, for the promise that little is read.
    qint64 bytesRead() const { return m_bytesRead; }

private:
    explicit FileBytes(const QString &path);
    tl::unexpected<Error> changed() const;

    QFile m_file;
    QString m_name;
    qint64 m_size = 0;
    qint64 m_bytesRead = 0;
};

} // namespace flotilla::files
