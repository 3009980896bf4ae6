// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/preferences.h"

#include "store/settingstable.h"

#include <array>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

constexpr auto themeKey = "look.theme"_L1;
constexpr auto textKey = "look.textPercent"_L1;
constexpr auto motionKey = "look.motion"_L1;
constexpr auto cardKey = "look.cardSize"_L1;
constexpr auto sortKey = "fleet.sort"_L1;
constexpr auto keepKey = "window.keepInTray"_L1;
constexpr auto sizeKey = "window.size"_L1;
constexpr auto positionKey = "window.position"_L1;
constexpr auto endedKey = "notices.ended"_L1;
constexpr auto failedKey = "notices.failed"_L1;
constexpr auto needsYouKey = "notices.needsYou"_L1;
constexpr auto quietKey = "notices.quietUntil"_L1;
constexpr auto panelKey = "tray.panel"_L1;
constexpr auto askKey = "send.alwaysAsk"_L1;

struct KeyRow
{
    QLatin1StringView key;
    void (Preferences::*changed)();
    const char *sentence;
};

constexpr std::array keyTable {
    KeyRow {themeKey, &Preferences::themeChanged,
            QT_TRANSLATE_NOOP("flotilla::models::Preferences", "The theme is changed")},
    KeyRow {textKey, &Preferences::textPercentChanged,
            QT_TRANSLATE_NOOP("flotilla::models::Preferences", "The text size is changed")},
    KeyRow {motionKey, &Preferences::motionChanged,
            QT_TRANSLATE_NOOP("flotilla::models::Preferences", "The motion is changed")},
    KeyRow {cardKey, &Preferences::cardSizeChanged,
            QT_TRANSLATE_NOOP("flotilla::models::Preferences", "The card size is changed")},
    KeyRow {sortKey, &Preferences::sortChanged, ""},
    KeyRow {keepKey, &Preferences::keepInTrayChanged,
            QT_TRANSLATE_NOOP("flotilla::models::Preferences", "Staying in the tray is changed")},
    KeyRow {endedKey, &Preferences::noticeEndedChanged,
            QT_TRANSLATE_NOOP("flotilla::models::Preferences", "Notices are changed")},
    KeyRow {failedKey, &Preferences::noticeFailedChanged,
            QT_TRANSLATE_NOOP("flotilla::models::Preferences", "Notices are changed")},
    KeyRow {needsYouKey, &Preferences::noticeNeedsYouChanged,
            QT_TRANSLATE_NOOP("flotilla::models::Preferences", "Notices are changed")},
    KeyRow {quietKey, &Preferences::quietUntilChanged,
            QT_TRANSLATE_NOOP("flotilla::models::Preferences", "Notices are changed")},
    KeyRow {panelKey, &Preferences::trayPanelChanged,
            QT_TRANSLATE_NOOP("flotilla::models::Preferences", "The tray icon is changed")},
    KeyRow {askKey, &Preferences::alwaysAskChanged,
            QT_TRANSLATE_NOOP("flotilla::models::Preferences",
                              "The question before printing is changed")},
};

std::span<const QLatin1StringView> choicesOf(QLatin1StringView key)
{
    for (const store::SettingRow &row : store::settingRows()) {
        if (row.key == key)
            return row.choices;
    }
    return {};
}

QString onOff(bool on)
{
    return on ? u"true"_s : u"false"_s;
}

// Two numbers with `separator` between them.
std::optional<std::pair<int, int>> pairOf(const QString &text, QChar separator)
{
    const QStringList parts = text.split(separator);
    bool first = false;
    bool second = false;
    const std::pair numbers {parts.value(0).toInt(&first), parts.value(1).toInt(&second)};
    if (parts.size() != 2 || !first || !second)
        return {};
    return numbers;
}

} // namespace

Preferences::Preferences(store::Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    connect(&m_settings, &store::Settings::changed, this, &Preferences::handleChanged);
    followSystem();
}

void Preferences::handleChanged(const QString &key)
{
    for (const KeyRow &each : keyTable) {
        if (each.key == key)
            Q_EMIT(this->*each.changed)();
    }
    followSystem();
}

void Preferences::setSystemDark(bool dark)
{
    if (std::exchange(m_systemDark, dark) != dark)
        Q_EMIT systemDarkChanged();
    followSystem();
}

void Preferences::setSystemReducedMotion(bool reduced)
{
    m_systemReducedMotion = reduced;
    followSystem();
}

void Preferences::followSystem()
{
    const bool dark = theme() == ThemeChoice::System ? m_systemDark : theme() == ThemeChoice::Dark;
    const bool reduced
        = motion() == Motion::System ? m_systemReducedMotion : motion() == Motion::Reduced;
    if (std::exchange(m_dark, dark) != dark)
        Q_EMIT darkChanged();
    if (std::exchange(m_reducedMotion, reduced) != reduced)
        Q_EMIT reducedMotionChanged();
}

Preferences::ThemeChoice Preferences::theme() const
{
    return ThemeChoice(choice(themeKey));
}

void Preferences::setTheme(ThemeChoice theme)
{
    setChoice(themeKey, int(theme));
}

bool Preferences::dark() const
{
    return m_dark;
}

int Preferences::textPercent() const
{
    return stored(textKey).toString().toInt();
}

void Preferences::setTextPercent(int percent)
{
    choose(textKey, QString::number(percent));
}

QList<int> Preferences::textPercents() const
{
    QList<int> percents;
    for (const QLatin1StringView text : choicesOf(textKey))
        percents << QString(text).toInt();
    return percents;
}

QStringList Preferences::textSizes() const
{
    QStringList words;
    for (const int percent : textPercents())
        words << tr("%1 %").arg(percent);
    return words;
}

int Preferences::textSize() const
{
    return choice(textKey);
}

void Preferences::setTextSize(int index)
{
    setChoice(textKey, index);
}

Preferences::Motion Preferences::motion() const
{
    return Motion(choice(motionKey));
}

void Preferences::setMotion(Motion motion)
{
    setChoice(motionKey, int(motion));
}

bool Preferences::reducedMotion() const
{
    return m_reducedMotion;
}

Preferences::CardSize Preferences::cardSize() const
{
    return CardSize(choice(cardKey));
}

void Preferences::setCardSize(CardSize size)
{
    setChoice(cardKey, int(size));
}

FleetSort Preferences::sort() const
{
    return FleetSort(choice(sortKey));
}

void Preferences::setSort(FleetSort sort)
{
    // Chosen beside what it changes: no toast.
    const auto choices = choicesOf(sortKey);
    if (size_t(sort) < choices.size())
        write(sortKey, choices[size_t(sort)]);
}

bool Preferences::keepInTray() const
{
    return stored(keepKey).toString() == "on"_L1;
}

void Preferences::setKeepInTray(bool keep)
{
    choose(keepKey, keep ? u"on"_s : u"off"_s);
}

bool Preferences::isTrayChosen() const
{
    return stored(keepKey).toString() != "ask"_L1;
}

bool Preferences::noticeEnded() const
{
    return stored(endedKey).toBool();
}

void Preferences::setNoticeEnded(bool on)
{
    choose(endedKey, onOff(on));
}

bool Preferences::noticeFailed() const
{
    return stored(failedKey).toBool();
}

void Preferences::setNoticeFailed(bool on)
{
    choose(failedKey, onOff(on));
}

bool Preferences::noticeNeedsYou() const
{
    return stored(needsYouKey).toBool();
}

void Preferences::setNoticeNeedsYou(bool on)
{
    choose(needsYouKey, onOff(on));
}

QDateTime Preferences::quietUntil() const
{
    return QDateTime::fromString(stored(quietKey).toString(), Qt::ISODate).toUTC();
}

void Preferences::setQuietUntil(const QDateTime &until)
{
    write(quietKey, until.isValid() ? until.toUTC().toString(Qt::ISODate) : QString());
}

Preferences::Panel Preferences::trayPanel() const
{
    return Panel(choice(panelKey));
}

void Preferences::setTrayPanel(Panel panel)
{
    setChoice(panelKey, int(panel));
}

Preferences::AlwaysAsk Preferences::alwaysAsk() const
{
    return AlwaysAsk(choice(askKey));
}

void Preferences::setAlwaysAsk(AlwaysAsk ask)
{
    setChoice(askKey, int(ask));
}

QSize Preferences::windowSize() const
{
    const auto pair = pairOf(stored(sizeKey).toString(), u'x');
    if (!pair || pair->first <= 0 || pair->second <= 0)
        return usualSize;
    return QSize(pair->first, pair->second);
}

std::optional<QPoint> Preferences::windowPosition() const
{
    const auto pair = pairOf(stored(positionKey).toString(), u',');
    if (!pair)
        return {};
    return QPoint(pair->first, pair->second);
}

void Preferences::setWindowGeometry(const QPoint &position, const QSize &size)
{
    write(positionKey, u"%1,%2"_s.arg(position.x()).arg(position.y()));
    write(sizeKey, u"%1x%2"_s.arg(size.width()).arg(size.height()));
}

void Preferences::restore(const QString &key, const QString &text)
{
    write(key, text);
}

QString Preferences::sentenceOf(const QString &key)
{
    for (const KeyRow &each : keyTable) {
        if (each.key == key)
            return tr(each.sentence);
    }
    return {};
}

void Preferences::choose(QLatin1StringView key, const QString &text)
{
    const QString before = stored(key).toString();
    if (before == text)
        return;
    m_settings.set(key, text).onFinished(this, [this, key, before](const Result<void> &written) {
        if (written)
            Q_EMIT chosen(key, before);
        else
            Q_EMIT refused(written.error().message);
    });
}

void Preferences::write(const QString &key, const QString &text)
{
    m_settings.set(key, text).onFinished(this, [this](const Result<void> &written) {
        if (!written)
            Q_EMIT refused(written.error().message);
    });
}

QVariant Preferences::stored(QLatin1StringView key) const
{
    return m_settings.value(QString(key));
}

int Preferences::choice(QLatin1StringView key) const
{
    const QString text = stored(key).toString();
    int index = 0;
    for (const QLatin1StringView each : choicesOf(key)) {
        if (each == text)
            return index;
        ++index;
    }
    return 0;
}

void Preferences::setChoice(QLatin1StringView key, int index)
{
    const auto choices = choicesOf(key);
    if (index >= 0 && index < int(choices.size()))
        choose(key, choices[size_t(index)]);
}

} // namespace flotilla::models
