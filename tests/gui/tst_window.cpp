// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/guiworld.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::test;

class tst_Window : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWithoutAWarning()
    {
        GuiWorld world;
        QVERIFY(world.show());
        QCOMPARE(world.warnings, QStringList());
    }
};

FLOTILLA_TEST(tst_Window)
#include "tst_window.moc"
