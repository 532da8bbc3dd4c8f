# GoogleTest from its sources, as Debian packages them: with the project's own flags, for every compiler. Where there are
# none, `core-tests` is left out.
find_path(GOOGLETEST src/gtest-all.cc PATHS /usr/src/googletest/googletest /usr/src/gtest
  NO_CMAKE_FIND_ROOT_PATH DOC "The folder that holds src/gtest-all.cc")
file(GLOB_RECURSE test_sources CONFIGURE_DEPENDS tests/core/*.cpp)

# add_core_tests(NAME CORE [SOURCE...]): every GoogleTest of the core, on one variant of it.
function(add_core_tests name core)
  if(NOT TARGET gtest OR NOT test_sources)
    return()
  endif()
  add_program(${name} ${core} ${test_sources} ${ARGN})
  if(TARGET ${name})
    target_link_libraries(${name} PRIVATE gtest)
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests/core")
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
