// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/windowbytes_p.h"

#include <QIODevice>

#include <cstring>

namespace flotilla::files {

// A byte source for who wants a QIODevice.
class SourceDevice : public QIODevice
{
public:
    explicit SourceDevice(ByteSource &source)
        : m_window(source)
    {
        // The window is the buffer.
        QIODevice::open(ReadOnly | Unbuffered);
    }

    qint64 size() const override { return m_window.size(); }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const auto bytes = m_window.read(pos(), most);
        if (!bytes)
            return -1;
        std::memcpy(data, bytes->constData(), size_t(bytes->size()));
        return bytes->size();
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    WindowBytes m_window;
};

} // namespace flotilla::files
