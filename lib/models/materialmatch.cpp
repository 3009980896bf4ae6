// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/materialmatch.h"

#include <QColor>
#include <QCoreApplication>
#include <QSet>

#include <limits>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::models::MaterialMatch)
};

// The letters a name begins with: what follows is a brand's finish.
QString kindOf(const QString &material)
{
    const QString name = material.trimmed().toUpper();
    qsizetype length = 0;
    while (length < name.size() && name[length].isLetterOrNumber())
        ++length;
    return name.first(length);
}

bool isFilled(const Material &material)
{
    return material.loaded.value_or(true) && !material.material.isEmpty();
}

// Squares of the differences; a colour that one of both does not tell is as far as it gets.
int distance(const QString &one, const QString &other)
{
    constexpr int farthest = 3 * 255 * 255;
    const QColor a(one);
    const QColor b(other);
    if (!a.isValid() || !b.isValid())
        return farthest;
    const auto square = [](int value) { return value * value; };
    return square(a.red() - b.red()) + square(a.green() - b.green()) + square(a.blue() - b.blue());
}

int bestSlot(const FileTool &tool, const QList<Material> &loaded, const QSet<int> &taken)
{
    int best = 0;
    int least = std::numeric_limits<int>::max();
    for (const Material &slot : loaded) {
        const bool usable
            = slot.slot > 0 && slot.loaded.value_or(true) && !taken.contains(slot.slot);
        const bool fits = tool.material.isEmpty() || sameMaterial(tool.material, slot.material);
        if (!usable || !fits)
            continue;
        if (const int apart = distance(tool.color, slot.color); apart < least) {
            least = apart;
            best = slot.slot;
        }
    }
    return best;
}

} // namespace

bool sameMaterial(const QString &one, const QString &other)
{
    return kindOf(one) == kindOf(other);
}

QString materialMismatch(const QList<FileTool> &wanted, const QList<Material> &loaded)
{
    QStringList there;
    for (const Material &material : loaded) {
        if (isFilled(material) && !there.contains(material.material))
            there << material.material;
    }
    if (there.isEmpty())
        return {};
    for (const FileTool &tool : wanted) {
        const auto fits
            = [&](const QString &material) { return sameMaterial(material, tool.material); };
        if (tool.material.isEmpty() || std::any_of(there.cbegin(), there.cend(), fits))
            continue;
        if (there.size() == 1)
            return Tr::tr("%1 is loaded, file wants %2").arg(there.constFirst(), tool.material);
        return Tr::tr("No slot holds %1").arg(tool.material);
    }
    return {};
}

QMap<int, int> matchSlots(const QList<FileTool> &wanted, const QList<Material> &loaded)
{
    QMap<int, int> slotOfTool;
    QSet<int> taken;
    for (const FileTool &tool : wanted) {
        int slot = bestSlot(tool, loaded, taken);
        if (!slot) // two tools of one colour may share a slot
            slot = bestSlot(tool, loaded, {});
        taken.insert(slot);
        slotOfTool.insert(tool.tool, slot);
    }
    return slotOfTool;
}

} // namespace flotilla::models
