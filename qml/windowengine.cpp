// SPDX-License-Identifier: GPL-3.0-or-later
#include "qml/windowengine.h"

#include "models/desk.h"
#include "qml/iconprovider.h"
#include "qml/jobpictureprovider.h"

#include <QQmlEngine>

namespace flotilla {

using namespace Qt::StringLiterals;

void prepareEngine(QQmlEngine &engine, const models::Desk &desk)
{
    engine.addImportPath(u"qrc:/qt/qml"_s);
    engine.addImageProvider(u"icon"_s, new IconProvider);
    engine.addImageProvider(u"job"_s, new JobPictureProvider(desk.jobPictures()));
}

} // namespace flotilla
