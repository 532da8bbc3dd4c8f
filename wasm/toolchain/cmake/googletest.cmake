# GoogleTest from its sources, as Debian packages them: with the project's own flags, for every compiler. Where there are
# none, `core-tests` is left out.
find_path(GOOGLETEST src/gtest-all.cc PATHS /usr/src/googletest/googletest /usr/src/gtest
  NO_CMAKE_FIND_ROOT_PATH DOC "The folder that holds src/gtest-all.cc")
file(GLOB test_sources CONFIGURE_DEPENDS tests/core/*.cpp)
# Tests that take minutes have a folder and a program of their own.
file(GLOB slow_test_sources CONFIGURE_DEPENDS tests/core/slow/*.cpp)

# Tests are compiled in a few units. A test's name alone chooses its unit, so that a new test changes no other one's
# neighbours; names that tests keep to themselves differ between all of them.
foreach(source IN LISTS test_sources)
  get_filename_component(test "${source}" NAME_WE)
  string(SHA256 hash "${test}")
  string(SUBSTRING "${hash}" 0 4 digits)
  math(EXPR unit "0x${digits} % 5")
  set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "tests-${unit}")
endforeach()

# add_core_tests(NAME CORE SOURCE...): a program of GoogleTests, on one variant of the core.
function(add_core_tests name core)
  if(NOT TARGET gtest OR NOT ARGN)
    return()
  endif()
  add_program(${name} ${core} ${ARGN})
  if(TARGET ${name})
    target_link_libraries(${name} PRIVATE gtest)
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests/core")
    # Little time goes into the tests, none is taken from the core: that keeps the flags of the library.
    target_compile_options(${name} PRIVATE -O1)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  endif()
endfunction()

if(NOT GOOGLETEST)
  message(STATUS "core-tests is left out: GoogleTest's sources were not found (package googletest)")
  return()
endif()

add_library(gtest STATIC EXCLUDE_FROM_ALL "${GOOGLETEST}/src/gtest-all.cc" "${GOOGLETEST}/src/gtest_main.cc")
target_include_directories(gtest SYSTEM PUBLIC "${GOOGLETEST}/include" PRIVATE "${GOOGLETEST}")
# The framework itself is not under test: it is compiled in the least time.
target_compile_options(gtest PRIVATE -w -O0 -g0)
if(METARL_SANITIZE)
  target_compile_options(gtest PRIVATE -fno-sanitize=all)
endif()
if(EMSCRIPTEN)
  target_compile_options(gtest PUBLIC -fno-exceptions -fno-rtti)
  target_compile_definitions(gtest PUBLIC GTEST_HAS_PTHREAD=0)
else()
  find_package(Threads REQUIRED)
  target_link_libraries(gtest PUBLIC Threads::Threads)
endif()
