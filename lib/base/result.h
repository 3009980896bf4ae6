// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace flotilla {

// A value, or the Error that says why there is none.
template<typename T> using Result = tl::expected<T, Error>;

// `return failure(Error::Kind::Busy, tr("…"));` in a function that returns any Result.
inline tl::unexpected<Error> failure(Error::Kind kind, QString message, QString detail = {})
{
    return tl::unexpected<Error>(Error {kind, std::move(message), std::move(detail)});
}

inline tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace flotilla
