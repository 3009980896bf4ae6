// SPDX-License-Identifier: GPL-3.0-or-later
// Heads of .3w files that lie, and bodies of any bytes in each of the forms. What a reader gives
// must not depend on how the bytes come.
#include "files/inspect_p.h"
#include "files/memorybytes.h"
#include "files/threew/body_p.h"
#include "files/threew/head_p.h"
#include "files/threew/pieces_p.h"

#include <cstdint>
#include <cstdlib>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::files::threew;

namespace {

constexpr qsizetype stepBytes = 97;

void require(bool truth)
{
    if (!truth)
        std::abort();
}

// Null: refused.
QByteArray readBody(Form form, QByteArrayView body, qsizetype step)
{
    QByteArray text("");
    const auto reader
        = BodyReader::make(form, QStringLiteral("a.3w"), [&](const QByteArray &bytes) {
              text += bytes;
              return Result<void>();
          });
    for (qsizetype at = 0; at < body.size(); at += step) {
        const auto taken = reader->add(body.sliced(at, std::min(step, body.size() - at)));
        require(taken || taken.error().kind == Error::Kind::BadFile);
        if (!taken)
            return {};
    }
    const auto whole = reader->finish();
    require(whole || whole.error().kind == Error::Kind::BadFile);
    return whole ? text : QByteArray();
}

void checkBody(Form form, QByteArrayView body)
{
    const QByteArray whole = readBody(form, body, std::max<qsizetype>(1, body.size()));
    const QByteArray steps = readBody(form, body, stepBytes);
    require(whole.isNull() == steps.isNull() && whole == steps);
}

// The bytes as a writer would have encrypted them, so that they come further.
QByteArray inPieces(QByteArrayView zip)
{
    PieceCipher cipher(Direction::Encrypt);
    QByteArray body;
    for (qsizetype at = 0; at < zip.size(); at += pieceBytes)
        body += cipher.piece(zip.sliced(at, std::min(pieceBytes, zip.size() - at))).value();
    return body;
}

void checkHead(QByteArrayView bytes)
{
    QByteArray file = "3DPFNKG13WTW" + bytes.toByteArray();
    if (file.size() < bodyOffset && bytes.size() % 2 == 0)
        file.resize(bodyOffset + 16, '\0');
    if (const auto head = parseHead(file)) {
        require(head->text.size() <= bodyOffset);
        const auto again = parseHead(makeHead(*head));
        require(again && again->form == head->form && again->bodyCrc == head->bodyCrc);
        require(head->text.startsWith(again->text));
    }
    test::MemoryBytes source(file);
    const auto facts = inspectBytes(source, QStringLiteral("a.3w"));
    require(facts && facts->type == FileType::ThreeW);
    facts->toJson();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    switch (data[0] % 5) {
    case 0:
        checkHead(bytes);
        break;
    case 1:
        checkBody({Version::V2, false}, bytes);
        break;
    case 2:
        checkBody({Version::V2, true}, bytes);
        break;
    case 3:
        checkBody({Version::V2, true}, inPieces(bytes));
        break;
    default: {
        // There and back.
        const auto writer = BodyWriter::make({Version::V2, data[0] >= 128});
        const QByteArray text = "; a\nG28\n" + bytes.toByteArray();
        QByteArray body = writer->add(text);
        body += writer->finish();
        const QByteArray back = readBody({Version::V2, data[0] >= 128}, body, stepBytes);
        // Bytes that no text has may keep it from being taken for G-code.
        require(back.isNull() || back == text);
    }
    }
    return 0;
}
