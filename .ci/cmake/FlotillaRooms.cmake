# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of the house shares: language level, warnings, Qt's strict definitions, sanitizers.

add_library(flotilla_options INTERFACE)
target_compile_features(flotilla_options INTERFACE cxx_std_20)
target_compile_options(flotilla_options INTERFACE
    -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
    -Werror=switch -Werror=return-type)
target_compile_definitions(flotilla_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_KEYWORDS QT_NO_FOREACH QT_USE_QSTRINGBUILDER QT_STRICT_ITERATORS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    FLOTILLA_VERSION="${PROJECT_VERSION}")
if(FLOTILLA_WERROR)
    target_compile_options(flotilla_options INTERFACE -Werror)
endif()
if(FLOTILLA_SANITIZE)
    target_compile_options(flotilla_options INTERFACE
        -fsanitize=${FLOTILLA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(flotilla_options INTERFACE -fsanitize=${FLOTILLA_SANITIZE})
    # g++ 12 sees uninitialised members of tl::expected in code that only the sanitizers inserted.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(flotilla_options INTERFACE -Wno-maybe-uninitialized)
    endif()
endif()

if(FLOTILLA_BUILD_FUZZERS)
    # Every room is instrumented, else the fuzzers would be blind to the code they are after.
    target_compile_options(flotilla_options INTERFACE -fsanitize=fuzzer-no-link)
    add_custom_target(fuzzers COMMENT "All libFuzzer programs")
endif()

# flotilla_room(NAME [sources...]): the static library flotilla_NAME with alias Flotilla::NAME.
# Headers are included by their path below lib/, as in "core/printer.h".
function(flotilla_room name)
    add_library(flotilla_${name} STATIC ${ARGN})
    add_library(Flotilla::${name} ALIAS flotilla_${name})
    target_include_directories(flotilla_${name} PUBLIC "${PROJECT_SOURCE_DIR}/lib")
    target_link_libraries(flotilla_${name} PUBLIC flotilla_options)
    set_target_properties(flotilla_${name} PROPERTIES AUTOMOC ON)
endfunction()

# flotilla_tests(ROOM LIBRARIES lib... SOURCES tst_a.cpp...): one executable and one ctest entry a room.
# Each source holds one test class named like the file (tst_Backoff in tst_backoff.cpp) and registers it
# with FLOTILLA_TEST (tests/support/testmain.h). WINDOW: the tests open windows (offscreen, software renderer).
function(flotilla_tests room)
    cmake_parse_arguments(arg "WINDOW" "TIMEOUT" "LIBRARIES;SOURCES;LABELS" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 240)
    endif()
    if(NOT arg_LABELS)
        set(arg_LABELS check)
    endif()
    add_executable(tests_${room} ${arg_SOURCES})
    set_target_properties(tests_${room} PROPERTIES AUTOMOC ON)
    set(main flotilla_testmain)
    if(arg_WINDOW)
        set(main flotilla_windowtestmain)
    endif()
    target_link_libraries(tests_${room} PRIVATE ${main} ${arg_LIBRARIES})
    add_test(NAME ${room} COMMAND tests_${room})
    set_tests_properties(${room} PROPERTIES
        LABELS "${arg_LABELS}"
        TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_QUICK_BACKEND=software;LC_ALL=C.UTF-8;UBSAN_OPTIONS=print_stacktrace=1;LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0")
endfunction()

# flotilla_fuzzer(NAME LIBRARIES lib... SOURCES fuzz_x.cpp [CORPUS folder]): a libFuzzer program, built by the
# preset `fuzz`, and a ctest entry of the label `fuzz` that runs it for a minute. It starts from the seeds in
# CORPUS; what it finds on the way stays in the build folder.
function(flotilla_fuzzer name)
    cmake_parse_arguments(arg "" "CORPUS" "LIBRARIES;SOURCES" ${ARGN})
    add_executable(fuzz_${name} ${arg_SOURCES})
    target_link_libraries(fuzz_${name} PRIVATE ${arg_LIBRARIES})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers fuzz_${name})
    set(found "${CMAKE_CURRENT_BINARY_DIR}/found/${name}")
    file(MAKE_DIRECTORY "${found}")
    add_test(NAME fuzz_${name}
        COMMAND fuzz_${name} -max_total_time=60 -max_len=65536 -timeout=10 -rss_limit_mb=2048
            "${found}" ${arg_CORPUS})
    set_tests_properties(fuzz_${name} PROPERTIES
        LABELS fuzz
        TIMEOUT 180
        ENVIRONMENT "LC_ALL=C.UTF-8;UBSAN_OPTIONS=print_stacktrace=1")
endfunction()
