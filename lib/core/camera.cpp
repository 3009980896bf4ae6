// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/camera.h"

namespace flotilla {

using namespace Qt::StringLiterals;

QJsonObject Camera::toJson() const
{
    return {{u"id"_s, id},
            {u"name"_s, name},
            {u"source"_s, source},
            {u"address"_s, address},
            {u"rotate"_s, rotate},
            {u"mirror"_s, mirror},
            {u"default"_s, isDefault}};
}

Camera Camera::fromJson(const QJsonObject &object)
{
    const int rotate = object[u"rotate"_s].toInt();
    return {object[u"id"_s].toString(),
            object[u"name"_s].toString(),
            object[u"source"_s].toString(u"driver"_s),
            object[u"address"_s].toString(),
            rotate % 90 == 0 && rotate >= 0 && rotate < 360 ? rotate : 0,
            object[u"mirror"_s].toBool(),
            object[u"default"_s].toBool()};
}

CameraGate::CameraGate(Open open, Close close, QObject *parent)
    : QObject(parent)
    , m_open(std::move(open))
    , m_close(std::move(close))
{
}

CameraGate::~CameraGate()
{
    if (m_leases > 0)
        m_close();
}

void CameraGate::add()
{
    // One that could not be opened is tried again for whoever comes next.
    const bool failed = m_source && m_source->isFinished() && !*m_source->result();
    if (m_leases++ == 0 || failed)
        m_source = m_open();
}

void CameraGate::drop()
{
    if (--m_leases > 0)
        return;
    m_source.reset();
    m_close();
}

CameraLease::CameraLease(CameraGate *gate)
    : m_gate(gate)
{
    if (m_gate)
        m_gate->add();
}

CameraLease::CameraLease(CameraLease &&other) noexcept
    : m_gate(std::exchange(other.m_gate, nullptr))
{
}

CameraLease &CameraLease::operator=(CameraLease &&other) noexcept
{
    if (this != &other) {
        release();
        m_gate = std::exchange(other.m_gate, nullptr);
    }
    return *this;
}

CameraLease::~CameraLease()
{
    release();
}

Command<CameraSource> CameraLease::source() const
{
    if (m_gate && m_gate->m_source)
        return *m_gate->m_source;
    return CommandPromise<CameraSource>().command();
}

void CameraLease::release()
{
    if (m_gate)
        m_gate->drop();
    m_gate = nullptr;
}

} // namespace flotilla
