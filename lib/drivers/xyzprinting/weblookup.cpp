// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/weblookup.h"

#include "base/text.h"

#include <QJsonDocument>

#include <openssl/evp.h>

#include <memory>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned char formKey[] = "@xyzprinting.com"; // 16 bytes and the NUL that is not used
constexpr unsigned char formStart[16] = {};
constexpr int cipherBlock = 16;
constexpr qsizetype longestSerial = 64;
constexpr qsizetype mostCartridges = 2;
constexpr qsizetype mostReplyBytes = 16 * 1024;
constexpr qsizetype mostValues = 8; // of one reply
constexpr qsizetype longestValue = 80;
constexpr quint16 httpPort = 80;

net::HttpRequest request(const QUrl &address, const QByteArray &method, const QByteArray &rest)
{
    QByteArray folder = address.path(QUrl::FullyEncoded).toLatin1();
    while (folder.endsWith('/'))
        folder.chop(1);
    return {.host = address.host(),
            .port = quint16(address.port(httpPort)),
            .method = method,
            .path = folder + rest,
            .maxReplyBytes = mostReplyBytes};
}

QString valueText(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? WebLookup::tr("yes") : WebLookup::tr("no");
    return cleanText(value.toVariant().toString(), longestValue);
}

} // namespace

QByteArray serialForm(QByteArrayView serial)
{
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(
        EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    serial = serial.first(qMin(serial.size(), longestSerial));
    QByteArray out(serial.size() + cipherBlock, '\0');
    auto *to = reinterpret_cast<unsigned char *>(out.data());
    const auto *from = reinterpret_cast<const unsigned char *>(serial.data());
    int bytes = 0;
    int rest = 0;
    const bool done
        = EVP_EncryptInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, formKey, formStart) == 1
        && EVP_EncryptUpdate(context.get(), to, &bytes, from, int(serial.size())) == 1
        && EVP_EncryptFinal_ex(context.get(), to + bytes, &rest) == 1;
    return done ? out.first(bytes + rest).toHex().toUpper() : QByteArray();
}

Result<QUrl> lookupAddress(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != "http"_L1 || url.host().isEmpty() || url.hasQuery()
        || url.hasFragment() || !url.userInfo().isEmpty())
        return failure(Error::Kind::WrongUse,
                       WebLookup::tr("“%1” is no address of a look-up service. It begins with "
                                     "http:// and names a host.")
                           .arg(text));
    return url;
}

net::HttpRequest serialRequest(const QUrl &address, const QString &serial)
{
    return request(address, "GET", "/api/CheckSerialNumber?sn=" + serialForm(serial.toLatin1()));
}

net::HttpRequest filamentRequest(const QUrl &address, const QString &cartridge,
                                 const QString &serial)
{
    return request(address, "POST",
                   "/api/getFilamentUsage?cartridge_sn=" + serialForm(cartridge.toLatin1())
                       + "&printer_sn=" + serialForm(serial.toLatin1()));
}

Result<QList<Reading>> lookupReadings(const net::HttpReply &reply, const QString &kind)
{
    const QJsonDocument document = QJsonDocument::fromJson(reply.body);
    if (reply.status != 200 || !document.isObject())
        return failure(Error::Kind::BadReply,
                       WebLookup::tr("The look-up service gave no answer that makes sense."),
                       u"HTTP %1"_s.arg(reply.status));
    QList<Reading> readings;
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end() && readings.size() < mostValues; ++it) {
        const QString key = cleanText(it.key(), longestValue);
        const QString value = valueText(it.value());
        if (!key.isEmpty() && !value.isEmpty())
            readings.append({.id = kind + u'.' + key,
                             .label = WebLookup::tr("Look-up: %1").arg(key),
                             .value = value});
    }
    return readings;
}

WebLookup::WebLookup(const QString &address, net::NetworkAccess &network, QObject *parent)
    : QObject(parent)
    , m_text(address.trimmed())
    , m_network(network)
{
}

std::optional<Action> WebLookup::action() const
{
    if (m_text.isEmpty())
        return std::nullopt;
    return Action {.id = actionId,
                   .label = tr("Look up the serial numbers"),
                   .help = tr("Asks the service that is named in the settings (%1).").arg(m_text),
                   .confirmation
                   = tr("The serial numbers of the printer and its cartridges are sent to %1, "
                        "readable for everybody on the way. Go on?")
                         .arg(m_text)};
}

Command<QList<Reading>> WebLookup::lookUp(const QString &serial, const QStringList &cartridges)
{
    if (m_text.isEmpty())
        return failure(Error::Kind::Unsupported,
                       tr("No address of a look-up service is set, so nobody is asked."));
    const auto address = lookupAddress(m_text);
    if (!address)
        return failure(address.error());
    if (serial.isEmpty())
        return failure(Error::Kind::Unsupported, tr("The printer has not told its serial number."));
    return m_network.send(serialRequest(*address, serial))
        .then(this, [this, serial, cartridges](const net::HttpReply &reply) {
            const auto readings = lookupReadings(reply, actionId + ".printer"_L1);
            return readings ? askNext(serial, cartridges.mid(0, mostCartridges), *readings)
                            : Command<QList<Reading>>(failure(readings.error()));
        });
}

Command<QList<Reading>> WebLookup::askNext(const QString &serial, QStringList cartridges,
                                           QList<Reading> known)
{
    const auto address = lookupAddress(m_text);
    if (cartridges.isEmpty() || !address)
        return Result<QList<Reading>>(known);
    const QString cartridge = cartridges.takeLast();
    const QString kind = u"%1.cartridge%2"_s.arg(actionId).arg(cartridges.size() + 1);
    return m_network.send(filamentRequest(*address, cartridge, serial))
        .then(this, [this, serial, cartridges, known, kind](const net::HttpReply &reply) {
            const auto readings = lookupReadings(reply, kind);
            return readings ? askNext(serial, cartridges, known + *readings)
                            : Command<QList<Reading>>(failure(readings.error()));
        });
}

} // namespace flotilla::xyzprinting
