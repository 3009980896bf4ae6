// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QtQml/qqml.h>

namespace flotilla {

// Whether the person works with keys at this moment: the focus ring is drawn only after a key press
// and goes away with the next press of the pointer. Modifiers alone do not count: Ctrl is held for
// a click as well. Main thread; one per QML engine.
class InputMode final : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(bool keys READ keys NOTIFY keysChanged)

public:
    explicit InputMode(QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(InputMode)

    bool keys() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void keysChanged();

private:
    void setKeys(bool keys);

    bool m_keys = false;
};

} // namespace flotilla
