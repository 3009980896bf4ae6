// SPDX-License-Identifier: GPL-3.0-or-later
// The components beside each other, as the design draws them, saved as pictures to be looked at:
//     gallery FOLDER [WIDTH] [TEXT-SCALE]
#include "gui/gallery/samplefaces.h"
#include "qml/iconprovider.h"

#include <QDir>
#include <QFont>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>
#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(FlotillaPlugin)

using namespace flotilla;
using namespace Qt::StringLiterals;

namespace {

QVariantList listOf(const QList<models::CardFace> &faces)
{
    QVariantList list;
    for (const models::CardFace &face : faces)
        list << QVariant::fromValue(face);
    return list;
}

bool save(QQmlApplicationEngine &engine, const QString &page, const QVariantMap &given,
          const QString &file)
{
    engine.setInitialProperties(given);
    engine.load(QUrl::fromLocalFile(QStringLiteral(GALLERY_FOLDER) + page));
    auto *window
        = qobject_cast<QQuickWindow *>(engine.rootObjects().value(engine.rootObjects().size() - 1));
    if (!window || !QTest::qWaitForWindowExposed(window))
        return false;
    // Keys bring the focus ring, the pointer rests on the one that shows it.
    QTest::keyClick(window, Qt::Key_F24);
    if (const auto *hovered = window->findChild<QQuickItem *>(u"hovered"_s)) {
        QTest::mouseMove(window, {window->width() - 1, window->height() - 1});
        QTest::mouseMove(window, hovered->mapToScene({8, 8}).toPoint());
    }
    QTest::qWait(700); // until what moves stands still
    const bool saved = window->grabWindow().save(file);
    delete window;
    return saved;
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QGuiApplication::setFont(QFont(u"Inter"_s));
    const QStringList arguments = QGuiApplication::arguments();
    const QDir folder(arguments.value(1, QDir::tempPath()));
    const int width = arguments.value(2, u"1280"_s).toInt();
    const double scale = arguments.value(3, u"1"_s).toDouble();

    QQmlApplicationEngine engine;
    engine.addImportPath(u"qrc:/qt/qml"_s);
    engine.addImageProvider(u"icon"_s, new IconProvider);
    bool done = true;
    for (const QString &page : {u"Components"_s, u"Cards"_s, u"Sheets"_s}) {
        for (const bool dark : {false, true}) {
            const QString file = u"%1-%2.png"_s.arg(page.toLower(), dark ? u"dark"_s : u"light"_s);
            done = save(engine, u"/"_s + page + u".qml"_s,
                        {{u"dark"_s, dark},
                         {u"textScale"_s, scale},
                         {u"width"_s, width},
                         {u"faces"_s, listOf(test::sampleFaces())},
                         {u"compact"_s, listOf(test::compactFaces())}},
                        folder.filePath(file))
                && done;
        }
    }
    return done ? 0 : 1;
}
