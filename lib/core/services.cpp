// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/services.h"

#include <QCoreApplication>

namespace flotilla {

Command<std::shared_ptr<BrokerListener>> NoBroker::listen(const BrokerListen &)
{
    return failure(Error::Kind::Unsupported,
                   QCoreApplication::translate(
                       "flotilla", "This version has no broker for printers to connect to."));
}

Command<QUrl> NoFileServer::publish(const QString &, const QHostAddress &, const QDateTime &)
{
    return failure(Error::Kind::Unsupported,
                   QCoreApplication::translate(
                       "flotilla", "This version cannot offer files for printers to fetch."));
}

} // namespace flotilla
