// SPDX-License-Identifier: GPL-3.0-or-later
#include "qml/inputmode.h"

#include <QGuiApplication>
#include <QKeyEvent>

namespace flotilla {

namespace {

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt
        || key == Qt::Key_Meta || key == Qt::Key_AltGr;
}

} // namespace

InputMode::InputMode(QObject *parent)
    : QObject(parent)
{
    qGuiApp->installEventFilter(this);
}

bool InputMode::keys() const
{
    return m_keys;
}

bool InputMode::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (!isModifier(static_cast<QKeyEvent *>(event)->key()))
            setKeys(true);
        break;
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
        setKeys(false);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void InputMode::setKeys(bool keys)
{
    if (m_keys == keys)
        return;
    m_keys = keys;
    Q_EMIT keysChanged();
}

} // namespace flotilla
