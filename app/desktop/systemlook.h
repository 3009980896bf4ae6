// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

class QDBusVariant;

namespace flotilla::models {
class Preferences;
}

namespace flotilla {

// Tells the preferences how dark the system is and whether it wants things to stand still: by the
// palette, and on Linux by what the desktop's portal says, which knows better. Main thread.
class SystemLook : public QObject
{
    Q_OBJECT

public:
    // `preferences` must outlive this object.
    explicit SystemLook(models::Preferences &preferences, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(SystemLook)

    // Asks the portal on the session's bus, which is known to answer.
    void askPortal();

    bool eventFilter(QObject *watched, QEvent *event) override;

private Q_SLOTS:
    void handleSetting(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void readPalette();
    void read(const QString &group, const QString &key);
    void apply(const QString &group, const QString &key, const QVariant &value);

    models::Preferences &m_preferences;
    std::optional<bool> m_portalDark;
};

} // namespace flotilla
