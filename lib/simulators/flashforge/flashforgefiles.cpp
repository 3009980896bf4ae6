// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgefiles.h"

#include <algorithm>
#include <array>

namespace flotilla::simulators {

namespace {

constexpr qsizetype maxFiles = 1000;
constexpr qsizetype maxNameLength = 255;

} // namespace

IncomingFile::IncomingFile(const QString &path, const QString &name)
    : m_file(path)
    , m_name(name)
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        qWarning("a simulated printer cannot write to %s", qPrintable(path));
}

IncomingFile::~IncomingFile()
{
    if (!m_committed)
        m_file.remove();
}

bool IncomingFile::write(QByteArrayView bytes)
{
    m_size += bytes.size();
    m_hash.addData(bytes);
    m_scanner.feed(bytes);
    return m_file.write(bytes.data(), bytes.size()) == bytes.size();
}

StoredFile IncomingFile::commit()
{
    m_file.close();
    m_committed = true;
    StoredFile file;
    file.name = m_name;
    file.path = m_file.fileName();
    file.size = m_size;
    file.sha256 = m_hash.result();
    file.plan = m_scanner.finish();
    return file;
}

FlashForgeFiles::FlashForgeFiles(qint64 capacity)
    : m_capacity(capacity)
{
}

std::unique_ptr<IncomingFile> FlashForgeFiles::begin(const QString &name)
{
    if (!m_folder.isValid())
        return nullptr;
    return std::make_unique<IncomingFile>(m_folder.filePath(QString::number(m_nextPath++)), name);
}

void FlashForgeFiles::add(StoredFile file)
{
    for (const StoredFile &old : std::as_const(m_files)) {
        if (old.name == file.name)
            QFile::remove(old.path);
    }
    m_files.removeIf([&](const StoredFile &old) { return old.name == file.name; });
    m_files.prepend(std::move(file));
    if (m_files.size() > maxFiles) {
        QFile::remove(m_files.last().path);
        m_files.removeLast();
    }
}

const StoredFile *FlashForgeFiles::find(const QString &name) const
{
    const auto found = std::find_if(m_files.begin(), m_files.end(),
                                    [&](const StoredFile &file) { return file.name == name; });
    return found == m_files.end() ? nullptr : &*found;
}

qint64 FlashForgeFiles::freeBytes() const
{
    qint64 used = 0;
    for (const StoredFile &file : m_files)
        used += file.size;
    return qMax<qint64>(0, m_capacity - used);
}

bool isAcceptableFileName(const QString &name)
{
    constexpr std::array extensions {".gcode", ".gx", ".g", ".3mf"};
    if (name.isEmpty() || name.size() > maxNameLength || name.contains(u'/')
        || name.contains(u'\\'))
        return false;
    return std::any_of(extensions.begin(), extensions.end(), [&](const char *extension) {
        return name.size() > qsizetype(qstrlen(extension))
            && name.endsWith(QLatin1StringView(extension), Qt::CaseInsensitive);
    });
}

} // namespace flotilla::simulators
