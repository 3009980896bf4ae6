// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "drivers/flashforge/images.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace flotilla::flashforge {

enum class BinaryStatus {
    Incomplete,
    Complete,
    Failed, // error() says why; the connection is out of step
};

// One file of M661.
struct ListedFile
{
    QString path; // exactly as the printer spells it, "/data/Box.gx"
    QString shownName; // without the folder, safe to show
    bool operator==(const ListedFile &) const = default;
};

// The list that follows the "ok" of M661, seconds later. Fed with bytes in pieces of any size.
class FileListParser
{
public:
    BinaryStatus feed(QByteArrayView bytes);

    const QList<ListedFile> &files() const { return m_files; }
    const Error &error() const { return m_error; }

private:
    bool takeHeader();
    bool takeEntry();
    void fail(const char *what);

    QByteArray m_buffer;
    qsizetype m_position = 0;
    QList<ListedFile> m_files;
    qsizetype m_total = 0;
    quint32 m_count = 0;
    bool m_hasHeader = false;
    BinaryStatus m_status = BinaryStatus::Incomplete;
    Error m_error;
};

// The picture that follows the "ok" of M662. Known with its tag in either order, and without one:
// then it begins at the first PNG, BMP or JPEG signature and ends with 1.5 s of silence.
class ImageBlobParser
{
public:
    BinaryStatus feed(QByteArrayView bytes);
    BinaryStatus finishOnSilence();

    const QByteArray &image() const { return m_image; }
    const Error &error() const { return m_error; }

private:
    void fail(const char *what);
    void take(QByteArrayView image);

    QByteArray m_buffer;
    QByteArray m_image;
    BinaryStatus m_status = BinaryStatus::Incomplete;
    Error m_error;
};

} // namespace flotilla::flashforge
