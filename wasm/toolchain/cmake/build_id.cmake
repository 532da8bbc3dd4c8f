# The build id: what a receipt says of the program that made it. A hash of the core's sources (core/native, an outlet,
# is no part of it), Eigen's version and the numeric flags, and so the same for every compiler.
set(build_id_folder "${CMAKE_BINARY_DIR}/generated")
set(build_id_header "${build_id_folder}/build_id.h")
file(GLOB_RECURSE build_id_sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" core/*.h core/*.cpp)
list(FILTER build_id_sources EXCLUDE REGEX "^core/native/")
list(SORT build_id_sources)
list(TRANSFORM build_id_sources PREPEND "${CMAKE_SOURCE_DIR}/" OUTPUT_VARIABLE build_id_paths)

# The lists go through a file: a command line is too short for them, and a changed list makes a new header.
set(build_id_inputs "${build_id_folder}/build_id_inputs.cmake")
file(CONFIGURE OUTPUT "${build_id_inputs}" CONTENT [[
set(folder "@CMAKE_SOURCE_DIR@")
set(sources "@build_id_sources@")
set(eigen "@EIGEN@")
set(flags "@numeric_flags@")
set(header "@build_id_header@")
]] @ONLY)

add_custom_command(OUTPUT "${build_id_header}"
  COMMAND "${CMAKE_COMMAND}" -P "${CMAKE_CURRENT_LIST_DIR}/write_build_id.cmake" "${build_id_inputs}"
  DEPENDS "${build_id_inputs}" "${CMAKE_CURRENT_LIST_DIR}/write_build_id.cmake" ${build_id_paths}
  COMMENT "Build id" VERBATIM)
add_custom_target(build-id DEPENDS "${build_id_header}")
