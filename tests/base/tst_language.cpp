// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/language.h"

#include "support/testmain.h"

#include <QCoreApplication>
#include <QTranslator>

class tst_Language : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        const auto translators = qApp->findChildren<QTranslator *>();
        qDeleteAll(translators);
    }

    void oneIsNotMany()
    {
        const auto said = [](int count) {
            return QCoreApplication::translate("flotilla::models::TrayModel", "%n need(s) you",
                                               nullptr, count);
        };
        QCOMPARE(said(1), QStringLiteral("1 need(s) you"));
        flotilla::installLanguage(*qApp);
        QCOMPARE(said(1), QStringLiteral("1 needs you"));
        QCOMPARE(said(3), QStringLiteral("3 need you"));
    }
};

FLOTILLA_TEST(tst_Language)
#include "tst_language.moc"
