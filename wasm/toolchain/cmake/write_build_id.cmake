# cmake -P write_build_id.cmake INPUTS: writes the header that build_id.cmake describes.
cmake_minimum_required(VERSION 3.21)
include("${CMAKE_ARGV3}")

set(text "flags ${flags}\n")

# Eigen 5 moved its version to a file of its own.
foreach(file Eigen/Version Eigen/src/Core/util/Macros.h)
  if(EXISTS "${eigen}/${file}")
    file(STRINGS "${eigen}/${file}" lines REGEX "^#define EIGEN_(WORLD|MAJOR|MINOR|PATCH)_VERSION ")
    string(APPEND text "eigen ${lines}\n")
  endif()
endforeach()

foreach(source IN LISTS sources)
  file(SHA256 "${folder}/${source}" hash)
  string(APPEND text "${source} ${hash}\n")
endforeach()

string(SHA256 id "${text}")
string(SUBSTRING "${id}" 0 16 id)
file(WRITE "${header}" "#pragma once\n#define METARL_BUILD_ID \"${id}\"\n")
