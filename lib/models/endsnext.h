// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QFont>
#include <QTimer>
#include <QVariantList>

#include <functional>
#include <vector>

namespace flotilla::models {

class FleetModel;

// The strip "Ends next": the prints of the coming hours at their ends, names that would touch
// merged into one mark. Only prints whose end is known are on it. The strip gives the width of its
// axis and the font of its names. Main thread; the model outlives it.
class EndsNext : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(double width READ width WRITE setWidth NOTIFY axisChanged)
    Q_PROPERTY(int hours READ hours WRITE setHours NOTIFY axisChanged)
    Q_PROPERTY(QFont font READ font WRITE setFont NOTIFY axisChanged)
    // Whole hours: {x, text}.
    Q_PROPERTY(QVariantList ticks READ ticks NOTIFY ticksChanged)
    // "now 13:47"
    Q_PROPERTY(QString nowText READ nowText NOTIFY ticksChanged)
    // There is enough to show.
    Q_PROPERTY(bool shown READ isShown NOTIFY shownChanged)

public:
    enum Role {
        PositionRole = Qt::UserRole + 1, // double: the mark's left edge
        TitleRole, // "Calypso +1"; empty where there is no room for it
        ToolTipRole, // a line for each print
        SpokenRole,
        PrinterIdRole, // of the print that ends first
    };

    // What the strip draws, in pixels: the mark, its distance from the name, and from the name to
    // the next mark.
    static constexpr double markWidth = 10;
    static constexpr double nameGap = 6;
    static constexpr double markGap = 12;
    // Marks closer than this merge even without names.
    static constexpr double leastDistance = 20;

    explicit EndsNext(const FleetModel &model, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(EndsNext)

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    double width() const { return m_width; }
    void setWidth(double width);
    int hours() const { return m_hours; }
    void setHours(int hours);
    const QFont &font() const { return m_font; }
    void setFont(const QFont &font);
    // Measures texts otherwise than by the font.
    void setMeasure(std::function<double(const QString &)> measure);
    const QVariantList &ticks() const { return m_ticks; }
    const QString &nowText() const { return m_nowText; }
    bool isShown() const { return m_shown; }

Q_SIGNALS:
    void axisChanged();
    void ticksChanged();
    void shownChanged();

private:
    struct Mark
    {
        double x = 0;
        QString text = {};
        QString toolTip = {};
        QString spoken = {};
        QString printerId = {};
        bool operator==(const Mark &) const = default;
    };
    struct Print
    {
        QDateTime end;
        QString name;
        QString printerId;
    };

    void update();
    void updateTicks(const QDateTime &now);
    std::vector<Print> prints(const QDateTime &now) const;
    std::vector<Mark> marks(const QDateTime &now) const;
    Mark markOf(const std::vector<Print> &merged, const QDateTime &now) const;
    double xOf(const QDateTime &time, const QDateTime &now) const;
    void put(std::vector<Mark> marks);

    const FleetModel &m_model;
    double m_width = 0;
    int m_hours = 8;
    QFont m_font;
    std::function<double(const QString &)> m_measure;
    std::vector<Mark> m_marks;
    QVariantList m_ticks;
    QString m_nowText;
    bool m_shown = false;
    QTimer m_minute;
};

} // namespace flotilla::models
