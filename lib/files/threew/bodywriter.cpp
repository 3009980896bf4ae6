// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/body_p.h"

#include "files/threew/pieces_p.h"

namespace flotilla::files::threew {

namespace {

class PlainBodyWriter : public BodyWriter
{
public:
    QByteArray add(QByteArrayView text) override { return m_cipher.add(text); }
    QByteArray finish() override { return m_cipher.finish().value_or(QByteArray()); }

private:
    BodyCipher m_cipher {Direction::Encrypt};
};

class ZippedBodyWriter : public BodyWriter
{
public:
    QByteArray add(QByteArrayView text) override
    {
        m_zip.append(m_writer.add(text));
        return wholePieces();
    }

    QByteArray finish() override
    {
        m_zip.append(m_writer.finish());
        QByteArray out = wholePieces();
        if (!m_zip.isEmpty())
            out += m_cipher.piece(m_zip).value_or(QByteArray());
        return out;
    }

private:
    QByteArray wholePieces()
    {
        QByteArray out;
        qsizetype at = 0;
        for (; m_zip.size() - at >= pieceBytes; at += pieceBytes)
            out += m_cipher.piece(QByteArrayView(m_zip).sliced(at, pieceBytes))
                       .value_or(QByteArray());
        m_zip.remove(0, at);
        return out;
    }

    ZipWriter m_writer;
    PieceCipher m_cipher {Direction::Encrypt};
    QByteArray m_zip; // less than a piece
};

} // namespace

std::unique_ptr<BodyWriter> BodyWriter::make(Form form)
{
    if (form.zipped)
        return std::make_unique<ZippedBodyWriter>();
    return std::make_unique<PlainBodyWriter>();
}

} // namespace flotilla::files::threew
