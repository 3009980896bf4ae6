// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "simulators/gcodeplan.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QFile>
#include <QList>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace flotilla::simulators {

// A file in the memory of a simulated printer.
struct StoredFile
{
    QString name;
    QString path; // where its bytes are on our disk
    qint64 size = 0;
    QByteArray sha256; // 32 bytes
    GcodePlan plan;
    // What the station was told at upload (AD5X, Creator 5).
    bool usesStation = false;
    int toolCount = 0;
};

// A file that is arriving: streamed to disk, hashed and scanned on the way, so that memory stays
// flat.
class IncomingFile
{
public:
    IncomingFile(const QString &path, const QString &name);
    ~IncomingFile(); // removes the bytes unless commit() came before
    Q_DISABLE_COPY_MOVE(IncomingFile)

    bool write(QByteArrayView bytes); // false: the disk refused
    qint64 size() const { return m_size; }
    const QString &name() const { return m_name; }
    StoredFile commit();

private:
    QFile m_file;
    QString m_name;
    qint64 m_size = 0;
    QCryptographicHash m_hash {QCryptographicHash::Sha256};
    GcodeScanner m_scanner;
    bool m_committed = false;
};

// The memory of one simulated printer. Names never become paths.
class FlashForgeFiles
{
public:
    explicit FlashForgeFiles(qint64 capacity);

    // Unreachable storage (no temporary folder) gives nullptr.
    std::unique_ptr<IncomingFile> begin(const QString &name);
    // Replaces a file of the same name; the newest stands first.
    void add(StoredFile file);

    const QList<StoredFile> &all() const { return m_files; }
    const StoredFile *find(const QString &name) const;
    qint64 freeBytes() const;

private:
    QTemporaryDir m_folder;
    QList<StoredFile> m_files;
    qint64 m_capacity;
    int m_nextPath = 0;
};

// Whether a printer of this system takes a file of this name: base name only, a known extension.
bool isAcceptableFileName(const QString &name);

} // namespace flotilla::simulators
