// SPDX-License-Identifier: GPL-3.0-or-later
// What people type and files are called: nothing of it may break out of a command line, a header or
// a path.
#include "drivers/flashforge/credentials.h"
#include "drivers/flashforge/errorcodes.h"
#include "drivers/flashforge/httpmessages.h"
#include "drivers/flashforge/jobmessages.h"
#include "drivers/flashforge/materials.h"
#include "drivers/flashforge/printerurl.h"
#include "drivers/flashforge/tcpframing.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace flotilla::flashforge;
using namespace Qt::StringLiterals;

namespace {

void require(bool truth)
{
    if (!truth)
        std::abort();
}

bool isPlain(const QByteArray &value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

void checkNames(const QString &text)
{
    if (const auto name = safeFileName(text)) {
        require(name->size() <= 96 && !name->startsWith(u'.') && !name->startsWith(u'-'));
        require(!name->contains(u'/') && !name->contains(u'\\') && isPlain(name->toUtf8()));
    }
    if (const auto color = normalizedColor(text))
        require(color->size() == 7);
    meaningOf(text);
    firmwareFromText(text);
    modelByFactoryName(text);
    productIdFromJson(text);
    if (const auto url = urlAtPrinter(text, {u"192.0.2.7"_s}))
        require(url->host() == "192.0.2.7"_L1 && url->scheme() == "http"_L1);
}

void checkRequests(const QString &text)
{
    if (const auto line = requestLine(text)) {
        require(line->endsWith("\r\n") && isPlain(line->chopped(2)));
        require(line->count('~') == 1);
    }
    for (const Model &model : allModels()) {
        const auto headers = uploadHeaders({text, text}, model, text, 1, false, {.leveling = true});
        for (const auto &[name, value] : headers.value_or(HeaderList()))
            require(isPlain(name) && isPlain(value));
        static_cast<void>(startBody({text, text}, model, text, text, {}));
        static_cast<void>(slotMaterial(model, 1, text, text));
        static_cast<void>(rename(model, text));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(QByteArrayView(data, qsizetype(size)));
    checkNames(text);
    checkRequests(text);
    return 0;
}
