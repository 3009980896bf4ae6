// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/body_p.h"

#include "files/filetype_p.h"
#include "files/threew/pieces_p.h"

#include <QCoreApplication>

#include <algorithm>

namespace flotilla::files::threew {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::files::threew::BodyReader)
};

tl::unexpected<Error> cut(const QString &name)
{
    return failure(Error::Kind::BadFile,
                   Tr::tr("The file “%1” is not whole. Copy it again.").arg(name));
}

// Lets text through once it is seen to be G-code: whoever has another key gets noise, and gigabytes
// of noise need not be written to find out.
class GcodeGate
{
public:
    GcodeGate(QString name, Sink sink)
        : m_name(std::move(name))
        , m_sink(std::move(sink))
    {
    }

    Result<void> add(const QByteArray &text)
    {
        if (m_open)
            return m_sink(text);
        m_start += text;
        return m_start.size() < recognitionBytes ? Result<void>() : open();
    }

    Result<void> finish() { return m_open ? Result<void>() : open(); }

private:
    Result<void> open()
    {
        if (!looksLikeGcode(QByteArrayView(m_start).first(
                std::min(m_start.size(), qsizetype(recognitionBytes)))))
            return failure(Error::Kind::BadFile,
                           Tr::tr("There is no G-code in “%1”: it is damaged, or encrypted with "
                                  "another key than XYZprinting's.")
                               .arg(m_name));
        m_open = true;
        return m_sink(std::exchange(m_start, {}));
    }

    const QString m_name;
    const Sink m_sink;
    QByteArray m_start;
    bool m_open = false;
};

class PlainBodyReader : public BodyReader
{
public:
    PlainBodyReader(const QString &name, Sink sink)
        : m_name(name)
        , m_gate(name, std::move(sink))
    {
    }

    Result<void> add(QByteArrayView bytes) override
    {
        if (bytes.isEmpty())
            return {};
        // Some writers leave out the cipher.
        if (!m_isText)
            m_isText = isText(bytes.first(std::min(bytes.size(), sniffedBytes)));
        if (*m_isText)
            return m_gate.add(bytes.toByteArray());
        QByteArray text = m_cipher.add(bytes, m_held);
        // The last block may be padding.
        m_held = text.last(std::min(text.size(), cipherBlock));
        text.chop(m_held.size());
        return m_gate.add(text);
    }

    Result<void> finish() override
    {
        if (!m_isText)
            return cut(m_name);
        if (!*m_isText) {
            if (!m_cipher.finish())
                return cut(m_name);
            m_held.chop(paddingOf(m_held));
            if (const auto taken = m_gate.add(m_held); !taken)
                return taken;
        }
        return m_gate.finish();
    }

private:
    static constexpr qsizetype sniffedBytes = 64;

    static bool isText(QByteArrayView bytes)
    {
        return bytes.startsWith(';') && std::all_of(bytes.begin(), bytes.end(), [](char c) {
                   return uchar(c) >= 0x20 || c == '\n' || c == '\r' || c == '\t';
               });
    }

    const QString m_name;
    GcodeGate m_gate;
    BodyCipher m_cipher {Direction::Decrypt};
    std::optional<bool> m_isText;
    QByteArray m_held;
};

class ZippedBodyReader : public BodyReader
{
public:
    ZippedBodyReader(const QString &name, Sink sink)
        : m_name(name)
        , m_gate(name, std::move(sink))
        , m_zip(name, [this](const QByteArray &text) { return m_gate.add(text); })
    {
    }

    Result<void> add(QByteArrayView bytes) override
    {
        m_stored.append(bytes);
        qsizetype at = 0;
        for (; m_stored.size() - at >= storedPieceBytes; at += storedPieceBytes) {
            if (const auto taken = takePiece(QByteArrayView(m_stored).sliced(at, storedPieceBytes));
                !taken)
                return taken;
        }
        m_stored.remove(0, at);
        return {};
    }

    Result<void> finish() override
    {
        if (!m_stored.isEmpty()) {
            if (const auto taken = takePiece(m_stored); !taken)
                return taken;
        }
        if (const auto whole = m_zip.finish(); !whole)
            return whole;
        return m_gate.finish();
    }

private:
    Result<void> takePiece(QByteArrayView stored)
    {
        const auto piece = m_cipher.piece(stored);
        if (!piece)
            return cut(m_name);
        return m_zip.add(*piece);
    }

    const QString m_name;
    GcodeGate m_gate;
    ZipReader m_zip;
    PieceCipher m_cipher {Direction::Decrypt};
    QByteArray m_stored; // less than a piece
};

} // namespace

std::unique_ptr<BodyReader> BodyReader::make(Form form, const QString &name, Sink sink)
{
    if (form.zipped)
        return std::make_unique<ZippedBodyReader>(name, std::move(sink));
    return std::make_unique<PlainBodyReader>(name, std::move(sink));
}

bool mayBeWhole(Form form, qint64 bodyBytes)
{
    if (bodyBytes <= 0)
        return false;
    const qint64 last = form.zipped ? bodyBytes % storedPieceBytes : bodyBytes;
    return last % cipherBlock == 0;
}

} // namespace flotilla::files::threew
