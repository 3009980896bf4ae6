// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/detail.h"

namespace flotilla::flashforge {

namespace {

template<auto... Members> void take(Detail &into, const Detail &from)
{
    const auto one = [&](auto member) {
        if (from.*member)
            into.*member = from.*member;
    };
    (one(Members), ...);
}

std::optional<double> valueOf(const std::optional<Celsius> &reading)
{
    return reading ? reading->value : std::nullopt;
}

std::optional<double> valueAt(const std::optional<QList<Celsius>> &readings, qsizetype index)
{
    return readings && index < readings->size() ? readings->at(index).value : std::nullopt;
}

} // namespace

void Detail::merge(const Detail &newer)
{
    using D = Detail;
    // A word we know ends the report of one that we did not.
    if (newer.status || !newer.unknownStatus.isEmpty())
        unknownStatus = newer.unknownStatus;
    take<&D::status, &D::errorCode, &D::name, &D::factoryModel, &D::productId, &D::firmware,
         &D::macAddress, &D::ipAddress, &D::location, &D::volume, &D::serialNumber>(*this, newer);
    take<&D::rightNozzle, &D::rightNozzleTarget, &D::leftNozzle, &D::leftNozzleTarget, &D::bed,
         &D::bedTarget, &D::chamber, &D::chamberTarget, &D::nozzleArray, &D::nozzleTargetArray,
         &D::nozzleCount, &D::nozzleModel>(*this, newer);
    take<&D::fileName, &D::thumbnailUrl, &D::layer, &D::layerCount, &D::progress,
         &D::printedSeconds, &D::remainingSeconds, &D::speedMmPerSecond, &D::speedPercent,
         &D::coolingFanPercent, &D::leftCoolingFanPercent, &D::chamberFanPercent, &D::zOffsetMm,
         &D::fillPercent>(*this, newer);
    take<&D::rightFilamentMm, &D::leftFilamentMm, &D::rightFilamentGrams, &D::leftFilamentGrams,
         &D::rightFilamentType, &D::leftFilamentType, &D::hasRightFilament, &D::hasLeftFilament>(
        *this, newer);
    take<&D::light, &D::internalFan, &D::externalFan, &D::doorOpen, &D::autoShutdown,
         &D::autoShutdownMinutes, &D::clearFan, &D::tvoc, &D::freeGigabytes, &D::totalPrintMinutes,
         &D::totalFilamentMeters>(*this, newer);
    take<&D::cameraUrl, &D::camera, &D::lidar, &D::hasFlashRegisterCode, &D::hasPolarRegisterCode,
         &D::stationFlag, &D::station, &D::externalSpool, &D::canMove, &D::canExtrude,
         &D::coordinates>(*this, newer);
}

bool Detail::hasStation() const
{
    return stationFlag.value_or(false)
        || (station && (station->slotCount > 0 || !station->slotInfos.isEmpty()));
}

std::optional<double> Detail::endsInSeconds() const
{
    return status == StatusWord::Printing ? remainingSeconds : std::nullopt;
}

std::optional<StateReading> Detail::state() const
{
    if (!status)
        return std::nullopt;
    return readingOf(*status, fileName && !fileName->isEmpty());
}

QList<NozzleReading> nozzlesOf(const Detail &detail)
{
    if (detail.nozzleArray && !detail.nozzleArray->isEmpty()) {
        QList<NozzleReading> nozzles;
        for (qsizetype i = 0; i < detail.nozzleArray->size(); ++i)
            nozzles.append({valueAt(detail.nozzleArray, i), valueAt(detail.nozzleTargetArray, i)});
        return nozzles;
    }
    QList<NozzleReading> nozzles {{valueOf(detail.rightNozzle), valueOf(detail.rightNozzleTarget)}};
    // Machines with one nozzle send zeros for the left one.
    if (detail.nozzleCount.value_or(1) > 1)
        nozzles.append({valueOf(detail.leftNozzle), valueOf(detail.leftNozzleTarget)});
    return nozzles;
}

const Model &modelOf(const Detail &detail)
{
    if (detail.productId)
        return modelByProductId(*detail.productId);
    return modelByFactoryName(detail.factoryModel.value_or(QString()));
}

} // namespace flotilla::flashforge
