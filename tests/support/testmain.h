// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <functional>
#include <memory>

namespace flotilla::test {

// Adds a test class to its room's executable; testmain.cpp runs them all.
// `tests_net tst_Backoff [functions…]` runs one class (arguments as in QTest).
int registerTest(const char *name, std::function<std::unique_ptr<QObject>()> make);

} // namespace flotilla::test

#define FLOTILLA_TEST(Class)                                                                       \
    static const int registered##Class                                                             \
        = flotilla::test::registerTest(#Class, [] { return std::make_unique<Class>(); });
