// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/language.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace flotilla {

using namespace Qt::StringLiterals;

void installLanguage(QCoreApplication &app)
{
    auto *translator = new QTranslator(&app);
    if (translator->load(QLocale(), u"flotilla"_s, u"_"_s, u":/language"_s)
        || translator->load(u":/language/flotilla_en"_s))
        QCoreApplication::installTranslator(translator);
}

} // namespace flotilla
