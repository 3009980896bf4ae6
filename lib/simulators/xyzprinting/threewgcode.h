// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/xyzprinting/threewopener.h"

#include <QCryptographicHash>
#include <QSet>

namespace flotilla::simulators {

// Reads the G-code of a .3w as it is decrypted, with the eyes of a da Vinci's firmware: the seven
// keys first and in order, no G0, no endless lines.
class ThreewGcode
{
public:
    void feed(QByteArrayView bytes);
    // Call once, after the last byte: what was found goes into `opened`.
    void finish(OpenedThreew &opened);

private:
    void takeLine(QByteArrayView line);
    void takeKey(QByteArrayView comment);
    void takeCommand(QByteArrayView line);
    void complain(const QString &what);

    GcodeScanner m_scanner;
    QCryptographicHash m_hash {QCryptographicHash::Sha256};
    qint64 m_bytes = 0;
    qint64 m_lines = 0;
    qint64 m_commands = 0;
    QByteArray m_carry;
    bool m_skippingLine = false;
    bool m_inHead = true;
    int m_nextKey = 0;
    QByteArray m_machine;
    double m_seconds = 0;
    int m_layers = 0;
    double m_filamentMm = 0;
    QByteArray m_firstBytes;
    QString m_reason; // the first thing that makes it no print
    QStringList m_complaints;
    QSet<QString> m_complained;
};

} // namespace flotilla::simulators
