// SPDX-License-Identifier: GPL-3.0-or-later
#include "loadingwindow.h"

#include "qml/iconprovider.h"

#include <QGuiApplication>
#include <QPalette>

namespace flotilla {

using namespace Qt::StringLiterals;

LoadingWindow::LoadingWindow()
{
    m_engine.addImportPath(u"qrc:/qt/qml"_s);
    m_engine.addImageProvider(u"icon"_s, new IconProvider);
    m_engine.setInitialProperties(
        {{u"dark"_s, QGuiApplication::palette().color(QPalette::Window).lightnessF() < 0.5F}});
    m_engine.load(QUrl(u"qrc:/qt/qml/Flotilla/LoadingWindow.qml"_s));
}

} // namespace flotilla
