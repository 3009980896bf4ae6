// SPDX-License-Identifier: GPL-3.0-or-later
#include "startwindow.h"

#include "qml/iconprovider.h"

#include <QGuiApplication>
#include <QPalette>

namespace flotilla {

using namespace Qt::StringLiterals;

StartWindow::StartWindow(const Words &words, QObject *parent)
    : QObject(parent)
{
    m_engine.addImportPath(u"qrc:/qt/qml"_s);
    m_engine.addImageProvider(u"icon"_s, new IconProvider);
    m_engine.setInitialProperties(
        {{u"question"_s, words.title},
         {u"explanation"_s, words.text},
         {u"safe"_s, words.safe},
         {u"act"_s, words.act},
         {u"dark"_s, QGuiApplication::palette().color(QPalette::Window).lightnessF() < 0.5F}});
    m_engine.load(QUrl(u"qrc:/qt/qml/Flotilla/StartWindow.qml"_s));
    if (m_engine.rootObjects().isEmpty())
        QMetaObject::invokeMethod(
            this, [this] { handleAnswer(false); }, Qt::QueuedConnection);
    else
        connect(m_engine.rootObjects().constFirst(), SIGNAL(answered(bool)), this,
                SLOT(handleAnswer(bool)));
}

void StartWindow::handleAnswer(bool act)
{
    if (!std::exchange(m_answered, true))
        Q_EMIT answered(act);
}

} // namespace flotilla
