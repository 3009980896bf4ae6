// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocations.h"

#include <atomic>
#include <cstddef>
#include <cstdlib>

#if defined(__has_feature)
#define HAS_FEATURE(name) __has_feature(name)
#else
#define HAS_FEATURE(name) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
#define WATCH_BY_SANITIZER
#elif defined(__GLIBC__) && !defined(__SANITIZE_THREAD__) && !HAS_FEATURE(thread_sanitizer)        \
    && !HAS_FEATURE(memory_sanitizer)
#define WATCH_BY_LIBC
#include <malloc.h>
#endif

namespace {

std::atomic<bool> watching = false;
std::atomic<qint64> alive = 0;
std::atomic<qint64> peak = 0;
std::atomic<qint64> largest = 0;

[[maybe_unused]] void raise(std::atomic<qint64> &most, qint64 value)
{
    qint64 known = most;
    while (value > known && !most.compare_exchange_weak(known, value)) { }
}

[[maybe_unused]] void taken(size_t bytes)
{
    if (!watching)
        return;
    raise(largest, qint64(bytes));
    raise(peak, alive += qint64(bytes));
}

[[maybe_unused]] void given(size_t bytes)
{
    if (watching)
        alive -= qint64(bytes);
}

} // namespace

#if defined(WATCH_BY_SANITIZER)

extern "C" {
int __sanitizer_install_malloc_and_free_hooks(void (*onMalloc)(const volatile void *, size_t),
                                              void (*onFree)(const volatile void *));
size_t __sanitizer_get_allocated_size(const volatile void *address);
}

namespace {

bool install()
{
    return __sanitizer_install_malloc_and_free_hooks(
               [](const volatile void *, size_t bytes) { taken(bytes); },
               [](const volatile void *address) {
                   if (address && watching)
                       given(__sanitizer_get_allocated_size(address));
               })
        > 0;
}

} // namespace

#elif defined(WATCH_BY_LIBC)

// The program's own come before the library's, for every library it loads.
extern "C" {
void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t bytes);
void *__libc_realloc(void *address, size_t bytes);
void __libc_free(void *address);

void *malloc(size_t bytes)
{
    void *address = __libc_malloc(bytes);
    taken(malloc_usable_size(address));
    return address;
}

void *calloc(size_t count, size_t bytes)
{
    void *address = __libc_calloc(count, bytes);
    taken(malloc_usable_size(address));
    return address;
}

void *realloc(void *address, size_t bytes)
{
    given(malloc_usable_size(address));
    void *moved = __libc_realloc(address, bytes);
    taken(malloc_usable_size(moved));
    return moved;
}

void free(void *address)
{
    given(malloc_usable_size(address));
    __libc_free(address);
}
}

#endif

namespace flotilla::test {

bool AllocationWatch::isPossible()
{
#if defined(WATCH_BY_SANITIZER)
    static const bool possible = install();
    return possible;
#elif defined(WATCH_BY_LIBC)
    return true;
#else
    return false;
#endif
}

AllocationWatch::AllocationWatch()
{
    alive = 0;
    peak = 0;
    largest = 0;
    watching = isPossible();
}

AllocationWatch::~AllocationWatch()
{
    watching = false;
}

qint64 AllocationWatch::peakBytes() const
{
    return peak;
}

qint64 AllocationWatch::largestBytes() const
{
    return largest;
}

} // namespace flotilla::test
