// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzclient.h"

#include "simulators/xyzprinting/xyzjsonframe.h"

#include <QEventLoop>
#include <QSerialPort>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QtEndian>

#include <zlib.h>

namespace flotilla::test {

namespace {

constexpr qsizetype blockBytes = 8192;

} // namespace

XyzClient::XyzClient(const simulators::XyzPrintingSimulator &printer)
{
    if (printer.isSerial()) {
        auto port = std::make_unique<QSerialPort>(printer.serialDevice());
        port->setBaudRate(QSerialPort::Baud115200);
        if (!port->open(QIODevice::ReadWrite))
            qWarning("%s", qPrintable(port->errorString()));
        m_device = std::move(port);
        return;
    }
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(QHostAddress(QHostAddress::LocalHost), printer.port());
    static_cast<void>(
        QTest::qWaitFor([&] { return socket->state() != QAbstractSocket::ConnectingState; }, 3000));
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_device = std::move(socket);
}

XyzClient::~XyzClient() = default;

void XyzClient::send(const QByteArray &bytes)
{
    m_device->write(bytes);
}

// An event loop of its own instead of qWaitFor: that one looks only every 10 ms.
QByteArray XyzClient::read(const std::function<bool(const QByteArray &)> &complete,
                           int milliseconds)
{
    QEventLoop loop;
    QTimer limit;
    limit.setSingleShot(true);
    const auto look = [&] {
        if (m_device->isOpen())
            m_buffer += m_device->readAll();
        if (complete(m_buffer))
            loop.quit();
    };
    QObject::connect(&limit, &QTimer::timeout, &loop, &QEventLoop::quit);
    QObject::connect(m_device.get(), &QIODevice::readyRead, &loop, look);
    if (auto *socket = qobject_cast<QTcpSocket *>(m_device.get())) {
        QObject::connect(socket, &QTcpSocket::disconnected, &loop, [&] {
            look();
            loop.quit();
        });
    }
    if (m_device->isOpen())
        m_buffer += m_device->readAll();
    if (!complete(m_buffer) && isOpen()) {
        limit.start(milliseconds);
        loop.exec();
    }
    return std::exchange(m_buffer, {});
}

QByteArray XyzClient::readTo(const QByteArray &end, int milliseconds)
{
    return read([&](const QByteArray &bytes) { return bytes.endsWith(end); }, milliseconds);
}

QByteArray XyzClient::readFor(int milliseconds)
{
    return read([](const QByteArray &) { return false; }, milliseconds);
}

QByteArray XyzClient::ask(const QByteArray &command, const QByteArray &end)
{
    send("XYZv3/" + command + '\n');
    return readTo(end);
}

QByteArray XyzClient::readJson()
{
    return read([](const QByteArray &bytes) {
        return simulators::xyzJsonLength(bytes) == bytes.size() && !bytes.isEmpty();
    });
}

QByteArray XyzClient::askJson(const QByteArray &json)
{
    send(json);
    return readJson();
}

QByteArray XyzClient::beginUpload(const QByteArray &name, qint64 size)
{
    return ask("upload=" + name + ',' + QByteArray::number(size), "\n");
}

QByteArray XyzClient::block(quint32 index, const QByteArray &data)
{
    QByteArray head(8, '\0');
    qToBigEndian(index, head.data());
    qToBigEndian(quint32(data.size()), head.data() + 4);
    QByteArray trailer(4, '\0');
    qToBigEndian(
        quint32(crc32(0, reinterpret_cast<const Bytef *>(data.constData()), uInt(data.size()))),
        trailer.data());
    return head + data + trailer;
}

bool XyzClient::sendBlocks(const QByteArray &file)
{
    for (qsizetype at = 0; at < file.size(); at += blockBytes) {
        send(block(quint32(at / blockBytes), file.mid(at, blockBytes)));
        if (!readTo("\n", 1000).startsWith("ok"))
            return false;
    }
    return true;
}

bool XyzClient::upload(const QByteArray &file, const QByteArray &name)
{
    if (!beginUpload(name, file.size()).startsWith("ok") || !sendBlocks(file))
        return false;
    send("XYZv3/uploadDidFinish");
    return readTo("\n").startsWith("ok");
}

bool XyzClient::isOpen() const
{
    const auto *socket = qobject_cast<QTcpSocket *>(m_device.get());
    return socket ? socket->state() == QAbstractSocket::ConnectedState : m_device->isOpen();
}

void XyzClient::close()
{
    m_device->close();
}

} // namespace flotilla::test
