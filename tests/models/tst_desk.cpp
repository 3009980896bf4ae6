// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/desk.h"

#include "support/testmain.h"

class tst_Desk : public QObject
{
    Q_OBJECT
};

FLOTILLA_TEST(tst_Desk)
#include "tst_desk.moc"
