// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/printerurl.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxUrlCharacters = 2048;

bool isSameHost(const QString &one, const QString &other)
{
    if (one.isEmpty() || other.isEmpty())
        return false;
    const QHostAddress oneAddress(one);
    const QHostAddress otherAddress(other);
    if (!oneAddress.isNull() || !otherAddress.isNull())
        return oneAddress.isEqual(otherAddress, QHostAddress::ConvertV4MappedToIPv4);
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

} // namespace

Result<QUrl> urlAtPrinter(QStringView text, const QStringList &ownHosts)
{
    const QString trimmed = text.size() <= maxUrlCharacters ? text.trimmed().toString() : QString();
    const QUrl url(trimmed, QUrl::StrictMode);
    const bool usable = !trimmed.isEmpty() && url.isValid() && url.scheme() == "http"_L1
        && url.userInfo().isEmpty();
    const bool own = usable
        && std::any_of(ownHosts.begin(), ownHosts.end(),
                       [&url](const QString &host) { return isSameHost(url.host(), host); });
    if (!own)
        return failure(
            Error::Kind::Refused,
            QCoreApplication::translate("flashforge",
                                        "The printer names an address that is not its own. It is "
                                        "not opened."));
    return url;
}

} // namespace flotilla::flashforge
