// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/colorsight.h"

#include "support/testmain.h"

#include <QQmlComponent>
#include <QQmlEngine>

using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

// What the design promises, for light and dark (ui: tokens). Rounded to one digit there.
constexpr double rounding = 0.1;
constexpr double leastForText = 4.5;
constexpr double leastForShapes = 3.0;
constexpr double leastDistance = 10;

const QStringList states {u"printing"_s, u"finished"_s, u"amber"_s, u"error"_s, u"grey"_s};

} // namespace

class tst_Theme : public QObject
{
    Q_OBJECT

private:
    QColor color(const QString &name) const
    {
        return m_theme->property(name.toLatin1().constData()).value<QColor>();
    }

    QColor stateColor(const QString &state, const char *part) const
    {
        const auto *colors = m_theme->property(state.toLatin1().constData()).value<QObject *>();
        return colors ? colors->property(part).value<QColor>() : QColor();
    }

    double lowest(const QString &state, const char *part)
    {
        double least = 21;
        for (const bool dark : {false, true}) {
            m_theme->setProperty("dark", dark);
            const QColor own = stateColor(state, part);
            for (const QColor &ground : {color(u"surface"_s), color(u"bg"_s), color(u"sunken"_s),
                                         stateColor(state, "tint")})
                least = std::min(least, contrast(own, ground));
        }
        return least;
    }

    double nearest(const char *part, Sight sight) const
    {
        double least = 100;
        for (int i = 0; i < states.size(); ++i) {
            for (int j = i + 1; j < states.size(); ++j)
                least = std::min(least,
                                 ciede2000(labOf(stateColor(states[i], part), sight),
                                           labOf(stateColor(states[j], part), sight)));
        }
        return least;
    }

    QQmlEngine m_engine;
    std::unique_ptr<QObject> m_scene;
    QObject *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase()
    {
        m_engine.addImportPath(u"qrc:/qt/qml"_s);
        QQmlComponent loader(&m_engine);
        loader.setData("import QtQml\n"
                       "import Flotilla\n"
                       "QtObject {\n"
                       "    property QtObject theme: Theme\n"
                       "    property int role\n"
                       "    property QtObject colors: Theme.colorsOf(role)\n"
                       "}",
                       {});
        m_scene.reset(loader.create());
        QVERIFY2(m_scene, qPrintable(loader.errorString()));
        m_theme = m_scene->property("theme").value<QObject *>();
        QVERIFY(m_theme);
    }

    // The measures themselves, against published values.
    void measures_data()
    {
        QTest::addColumn<QList<double>>("one");
        QTest::addColumn<QList<double>>("other");
        QTest::addColumn<double>("distance");

        using Row = QList<double>;
        QTest::newRow("blue") << Row {50, 2.6772, -79.7751} << Row {50, 0, -82.7485} << 2.0425;
        QTest::newRow("grey axis") << Row {50, 0, 0} << Row {50, -1, 2} << 2.3669;
        QTest::newRow("hue wraps") << Row {50, 2.49, -0.001} << Row {50, -2.49, 0.0011} << 7.2195;
        QTest::newRow("far") << Row {50, 2.5, 0} << Row {58, 24, 15} << 19.4535;
        QTest::newRow("near") << Row {2.0776, 0.0795, -1.135} << Row {0.9033, -0.0636, -0.5514}
                              << 0.9082;
    }
    void measures()
    {
        QFETCH(QList<double>, one);
        QFETCH(QList<double>, other);
        QFETCH(double, distance);

        const double seen = ciede2000({one[0], one[1], one[2]}, {other[0], other[1], other[2]});
        QVERIFY2(std::abs(seen - distance) < 0.0001, qPrintable(QString::number(seen)));
        QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21) < 0.001);
        QVERIFY(std::abs(labOf(Qt::white).l - 100) < 0.01);
    }

    void chromeIsReadable_data()
    {
        QTest::addColumn<QString>("ink");
        QTest::addColumn<QString>("ground");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("stated"); // 0: only the general minimum
        QTest::addColumn<double>("least");

        struct Pair
        {
            const char *ink;
            const char *ground;
            double light;
            double dark;
            double least;
        };
        static constexpr Pair pairs[] {
            {"text", "surface", 16.1, 14.3, leastForText},
            {"text", "bg", 0, 0, leastForText},
            {"text", "sunken", 0, 0, leastForText},
            {"text2", "surface", 7.9, 8.7, leastForText},
            {"text2", "bg", 0, 0, leastForText},
            {"text2", "sunken", 0, 0, leastForText},
            {"text3", "surface", 5.8, 6.4, leastForText},
            {"text3", "bg", 0, 0, leastForText},
            {"text3", "sunken", 4.9, 0, leastForText},
            {"ink", "surface", 13.1, 13.5, leastForText},
            {"inkText", "ink", 13.1, 12.9, leastForText},
            {"control", "surface", 3.6, 4.1, leastForShapes},
            {"control", "bg", 3.3, 4.6, leastForShapes},
            {"pictureLabelText", "pictureLabel", 0, 0, leastForText},
        };
        for (const Pair &pair : pairs) {
            for (const bool dark : {false, true})
                QTest::addRow("%s on %s, %s", pair.ink, pair.ground, dark ? "dark" : "light")
                    << QString::fromLatin1(pair.ink) << QString::fromLatin1(pair.ground) << dark
                    << (dark ? pair.dark : pair.light) << pair.least;
        }
    }
    void chromeIsReadable()
    {
        QFETCH(QString, ink);
        QFETCH(QString, ground);
        QFETCH(bool, dark);
        QFETCH(double, stated);
        QFETCH(double, least);

        m_theme->setProperty("dark", dark);
        QVERIFY(color(ink).isValid() && color(ground).isValid());
        const double seen = contrast(color(ink), color(ground));
        QVERIFY2(seen >= least, qPrintable(QString::number(seen)));
        QVERIFY2(seen >= stated - rounding, qPrintable(QString::number(seen)));
    }

    void statesAreReadable_data()
    {
        QTest::addColumn<double>("mark");
        QTest::addColumn<double>("word");

        QTest::newRow("printing") << 3.9 << 5.6;
        QTest::newRow("finished") << 3.1 << 5.2;
        QTest::newRow("amber") << 3.1 << 4.7;
        QTest::newRow("error") << 5.3 << 6.4;
        QTest::newRow("grey") << 3.2 << 5.1;
    }
    void statesAreReadable()
    {
        QFETCH(double, mark);
        QFETCH(double, word);

        const QString state = QString::fromLatin1(QTest::currentDataTag());
        const double lowestMark = lowest(state, "mark");
        const double lowestWord = lowest(state, "word");
        QVERIFY2(lowestMark >= std::max(leastForShapes, mark - rounding),
                 qPrintable(QString::number(lowestMark)));
        QVERIFY2(lowestWord >= std::max(leastForText, word - rounding),
                 qPrintable(QString::number(lowestWord)));
    }

    // White words on the red of a confirmation.
    void dangerIsReadable()
    {
        for (const bool dark : {false, true}) {
            m_theme->setProperty("dark", dark);
            QVERIFY(contrast(color(u"inkText"_s), stateColor(u"error"_s, "word")) >= leastForText);
        }
    }

    void statesStayApart_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<int>("sight");

        for (const char *part : {"mark", "word"}) {
            for (const bool dark : {false, true}) {
                for (const auto &[name, sight] : {std::pair("deuteranopia", Sight::Deuteranopia),
                                                  std::pair("protanopia", Sight::Protanopia),
                                                  std::pair("tritanopia", Sight::Tritanopia)})
                    QTest::addRow("%s, %s, %s", part, dark ? "dark" : "light", name)
                        << QByteArray(part) << dark << int(sight);
            }
        }
    }
    void statesStayApart()
    {
        QFETCH(QByteArray, part);
        QFETCH(bool, dark);
        QFETCH(int, sight);

        m_theme->setProperty("dark", dark);
        const double seen = nearest(part.constData(), Sight(sight));
        qInfo("nearest two: %.2f", seen);
        QVERIFY(seen >= leastDistance);
    }

    void colorsOfFollowsTheRoles()
    {
        m_theme->setProperty("dark", false);
        QStringList named = states;
        named.move(named.indexOf(u"grey"_s), 0);
        named << u"own"_s;
        for (int role = 0; role < named.size(); ++role) {
            m_scene->setProperty("role", role);
            QCOMPARE(
                m_scene->property("colors").value<QObject *>()->property("mark").value<QColor>(),
                stateColor(named[role], "mark"));
        }
    }
};

FLOTILLA_TEST(tst_Theme)
#include "tst_theme.moc"
