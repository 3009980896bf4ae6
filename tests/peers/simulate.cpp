// SPDX-License-Identifier: GPL-3.0-or-later
// Runs simulated printers for a peer written in another language: prints one line of JSON when they
// listen, takes orders as lines on stdin (JSON: {"printer":0,"do":"…"}), answers each with one
// line, ends when stdin closes.
#include "simulators/flashforge/flashforgesimulator.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSocketNotifier>
#include <QTextStream>

#include <unistd.h>

using namespace flotilla::simulators;
using namespace Qt::StringLiterals;

namespace {

using Printers = std::vector<std::unique_ptr<Simulator>>;

void print(const QJsonObject &document)
{
    QTextStream out(stdout);
    out << QJsonDocument(document).toJson(QJsonDocument::Compact) << Qt::endl;
}

QJsonObject describe(const FlashForgeSimulator &printer, const QString &model)
{
    QJsonObject document = printer.settings();
    document[u"model"_s] = model;
    document[u"udpPort"_s] = printer.udpPort();
    document[u"commandPort"_s] = printer.tcpPort();
    return document;
}

// What the simulator knows beyond what a client can ask of it.
QJsonObject report(FlashForgeSimulator &printer)
{
    QJsonArray files;
    for (const StoredFile &file : printer.files())
        files.append(QJsonObject {{u"name"_s, file.name},
                                  {u"size"_s, file.size},
                                  {u"sha256"_s, QString::fromLatin1(file.sha256.toHex())}});
    return {{u"status"_s, printer.statusWord()},
            {u"files"_s, files},
            {u"violations"_s, QJsonArray::fromStringList(printer.log().violationTexts())},
            {u"overlaps"_s, printer.log().overlaps()},
            {u"tcpControlled"_s, printer.tcpControlled()}};
}

QJsonObject obey(FlashForgeSimulator &printer, const QJsonObject &order)
{
    const QString act = order[u"do"_s].toString();
    if (act == "clearLog"_L1)
        printer.clearLog();
    else if (act == "speed"_L1)
        printer.setSpeed(order[u"value"_s].toDouble(1));
    else if (act == "fault"_L1 && !printer.setFault(order[u"value"_s].toString()))
        return {{u"error"_s, u"no such fault"_s}};
    else if (act == "panelClearPlate"_L1)
        printer.panelClearPlate();
    printer.catchUp();
    return report(printer);
}

void takeOrder(const Printers &printers, const QByteArray &line)
{
    const QJsonObject order = QJsonDocument::fromJson(line).object();
    const int index = order[u"printer"_s].toInt(-1);
    if (index < 0 || size_t(index) >= printers.size())
        print({{u"error"_s, u"no such printer"_s}});
    else if (auto *printer = qobject_cast<FlashForgeSimulator *>(printers[size_t(index)].get()))
        print(obey(*printer, order));
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    Printers printers;
    QJsonArray documents;
    const QStringList models = app.arguments().mid(1);
    for (qsizetype i = 0; i < models.size(); ++i) {
        SimulatorOptions options;
        options.model = models.at(i);
        options.name = u"Hall %1"_s.arg(i + 1);
        options.serialNumber = u"SNFLOT%1"_s.arg(i + 1, 7, 10, QLatin1Char('0'));
        auto printer = std::make_unique<FlashForgeSimulator>(options);
        if (const auto started = printer->start(); !started) {
            qCritical("%s", qPrintable(started.error().message));
            return 1;
        }
        documents.append(describe(*printer, models.at(i)));
        printers.push_back(std::move(printer));
    }
    print({{u"printers"_s, documents}});

    QByteArray buffer;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [&] {
        char bytes[4096];
        const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
        if (count <= 0) {
            input.setEnabled(false);
            app.quit();
            return;
        }
        buffer.append(bytes, count);
        for (qsizetype end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
            takeOrder(printers, buffer.first(end));
            buffer.remove(0, end + 1);
        }
    });
    return app.exec();
}
