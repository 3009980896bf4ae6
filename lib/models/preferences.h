// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleetorder.h"

#include <QDateTime>
#include <QObject>
#include <QPoint>
#include <QSize>
#include <QVariant>

#include <optional>

namespace flotilla::store {
class Settings;
}

namespace flotilla::models {

// The settings of the window, typed: a view over store::Settings. What is set is checked and stored
// first and changes then, wherever it was set (`flotillactl config` too). Main thread.
class Preferences : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("RegisterEnumClassesUnscoped", "false")
    Q_PROPERTY(ThemeChoice theme READ theme WRITE setTheme NOTIFY themeChanged)
    Q_PROPERTY(bool dark READ dark NOTIFY darkChanged)
    Q_PROPERTY(int textPercent READ textPercent WRITE setTextPercent NOTIFY textPercentChanged)
    // The sizes to choose from, in words, and which of them it is.
    Q_PROPERTY(QStringList textSizes READ textSizes CONSTANT)
    Q_PROPERTY(int textSize READ textSize WRITE setTextSize NOTIFY textPercentChanged)
    Q_PROPERTY(Motion motion READ motion WRITE setMotion NOTIFY motionChanged)
    Q_PROPERTY(bool reducedMotion READ reducedMotion NOTIFY reducedMotionChanged)
    Q_PROPERTY(CardSize cardSize READ cardSize WRITE setCardSize NOTIFY cardSizeChanged)
    Q_PROPERTY(flotilla::models::FleetSortNamespace::FleetSort sort READ sort WRITE setSort NOTIFY
                   sortChanged)
    Q_PROPERTY(bool keepInTray READ keepInTray WRITE setKeepInTray NOTIFY keepInTrayChanged)
    Q_PROPERTY(bool trayChosen READ isTrayChosen NOTIFY keepInTrayChanged)
    Q_PROPERTY(bool noticeEnded READ noticeEnded WRITE setNoticeEnded NOTIFY noticeEndedChanged)
    Q_PROPERTY(bool noticeFailed READ noticeFailed WRITE setNoticeFailed NOTIFY noticeFailedChanged)
    Q_PROPERTY(bool noticeNeedsYou READ noticeNeedsYou WRITE setNoticeNeedsYou NOTIFY
                   noticeNeedsYouChanged)
    Q_PROPERTY(Panel trayPanel READ trayPanel WRITE setTrayPanel NOTIFY trayPanelChanged)
    // As it was at the start; what the window does then is its own.
    Q_PROPERTY(QSize windowSize READ windowSize CONSTANT)
    Q_PROPERTY(AlwaysAsk alwaysAsk READ alwaysAsk WRITE setAlwaysAsk NOTIFY alwaysAskChanged)

public:
    // In the order of the choices in the table of settings.
    enum class ThemeChoice { System, Light, Dark };
    Q_ENUM(ThemeChoice)
    enum class Motion { System, Reduced, Full };
    Q_ENUM(Motion)
    enum class CardSize { Auto, Normal, Compact };
    Q_ENUM(CardSize)
    enum class Panel { Auto, Light, Dark };
    Q_ENUM(Panel)
    enum class AlwaysAsk { Auto, Always, Never };
    Q_ENUM(AlwaysAsk)

    // `settings` must outlive this object.
    explicit Preferences(store::Settings &settings, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(Preferences)

    // What the system wants, as whoever can ask it says; light and moving until then.
    void setSystemDark(bool dark);
    bool isSystemDark() const { return m_systemDark; }
    void setSystemReducedMotion(bool reduced);

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    bool dark() const;
    int textPercent() const;
    void setTextPercent(int percent); // one of textPercents(); others are refused
    QList<int> textPercents() const;
    QStringList textSizes() const;
    int textSize() const;
    void setTextSize(int index);
    Motion motion() const;
    void setMotion(Motion motion);
    bool reducedMotion() const;
    CardSize cardSize() const;
    void setCardSize(CardSize size);
    FleetSort sort() const;
    void setSort(FleetSort sort);

    // Off until the person chose.
    bool keepInTray() const;
    void setKeepInTray(bool keep);
    bool isTrayChosen() const;

    bool noticeEnded() const;
    void setNoticeEnded(bool on);
    bool noticeFailed() const;
    void setNoticeFailed(bool on);
    bool noticeNeedsYou() const;
    void setNoticeNeedsYou(bool on);
    QDateTime quietUntil() const; // UTC; invalid: not quiet
    void setQuietUntil(const QDateTime &until);

    Panel trayPanel() const;
    void setTrayPanel(Panel panel);
    AlwaysAsk alwaysAsk() const;
    void setAlwaysAsk(AlwaysAsk ask);

    static constexpr QSize usualSize {1280, 800};
    // The usual one while the window was never shown, or where what is stored makes no sense.
    QSize windowSize() const;
    std::optional<QPoint> windowPosition() const;
    void setWindowGeometry(const QPoint &position, const QSize &size);

    // As it was stored: how a change is taken back.
    void restore(const QString &key, const QString &text);
    // What a toast says when this setting was changed.
    static QString sentenceOf(const QString &key);

Q_SIGNALS:
    void systemDarkChanged();
    void themeChanged();
    void darkChanged();
    void textPercentChanged();
    void motionChanged();
    void reducedMotionChanged();
    void cardSizeChanged();
    void sortChanged();
    void keepInTrayChanged();
    void noticeEndedChanged();
    void noticeFailedChanged();
    void noticeNeedsYouChanged();
    void quietUntilChanged();
    void trayPanelChanged();
    void alwaysAskChanged();
    // A setter has changed this setting; `before` is what restore() takes.
    void chosen(const QString &key, const QString &before);
    // It could not be stored; the old value stays.
    void refused(const QString &sentence);

private:
    void handleChanged(const QString &key);
    void followSystem();
    void choose(QLatin1StringView key, const QString &text);
    void write(const QString &key, const QString &text);
    QVariant stored(QLatin1StringView key) const;
    int choice(QLatin1StringView key) const;
    void setChoice(QLatin1StringView key, int index);

    store::Settings &m_settings;
    bool m_systemDark = false;
    bool m_systemReducedMotion = false;
    bool m_dark = false;
    bool m_reducedMotion = false;
};

} // namespace flotilla::models
