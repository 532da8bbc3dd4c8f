# Compiler flags, Eigen, and the functions that define a variant of the core and a program on it.

# The flags that decide bits, the same for every compiler. They are part of the build id.
#   -ffp-contract=off   a fused multiply-add rounds once where the WebAssembly build rounds twice
#   -msse4.2            Eigen's packets are SSE ones; Emscripten maps these intrinsics to SIMD128
#   EIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS
#                       Eigen would assume 8 registers in WebAssembly and 16 natively, and block its products accordingly
#   EIGEN_STACK_ALLOCATION_LIMIT
#                       products of a chunk stay on the stack, so that the hot path does not call malloc
set(numeric_flags
  -O3 -ffp-contract=off -fno-math-errno -msse4.2
  -DEIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS=16 -DEIGEN_STACK_ALLOCATION_LIMIT=262144)

# The optimisation level comes from the build type, and a scalar variant goes without SSE.
set(common_flags ${numeric_flags})
list(REMOVE_ITEM common_flags -O3 -msse4.2)
# -Wno-psabi: gcc's note that the calling convention of vector types changed in version 4.6.
list(APPEND common_flags -Wall -Wextra -Werror=return-type -Wno-psabi)

set(simd_flags)
if(EMSCRIPTEN)
  set(simd_flags -msimd128 -msse4.2)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
  set(simd_flags -msse4.2)
endif()
set(scalar_flags -DMETARL_SCALAR -DEIGEN_DONT_VECTORIZE -fno-tree-vectorize -fno-tree-slp-vectorize)

set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG -DEIGEN_NO_DEBUG")
# -O1: Eigen under the sanitizers takes minutes to compile at -O2. Its assertions stay on here.
set(CMAKE_CXX_FLAGS_SANITIZE
  "-O1 -g1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all -D_GLIBCXX_ASSERTIONS")

# Emscripten looks for headers in its own sysroot only; Eigen is nothing but headers and may come from the system.
# Its folder goes on the include path, the system's own include folder never does.
find_path(EIGEN Eigen/Core PATH_SUFFIXES eigen3 PATHS /usr/include /usr/local/include /opt/homebrew/include
  NO_CMAKE_FIND_ROOT_PATH DOC "The folder that holds Eigen/Core")
if(NOT EIGEN)
  message(FATAL_ERROR "Eigen's headers were not found (on Debian and Ubuntu: apt-get install libeigen3-dev)")
endif()

set(core_include_folders "${CMAKE_SOURCE_DIR}/core")
set(eigen_include_folders "${EIGEN}")
if(EMSCRIPTEN)
  include(CheckCXXSourceCompiles)
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
  set(CMAKE_REQUIRED_FLAGS "-msimd128 -msse4.2")
  check_cxx_source_compiles("#include <mmintrin.h>" METARL_HAS_MMINTRIN)
  unset(CMAKE_REQUIRED_FLAGS)
  if(NOT METARL_HAS_MMINTRIN)
    list(PREPEND eigen_include_folders "${CMAKE_SOURCE_DIR}/wasm/toolchain/shims")
  endif()
  # Eigen 3.4 chooses inline x86 assembly by the version of GCC that the compiler claims to be; this one lies between
  # its two cases, so that none is compiled.
  list(APPEND common_flags -fgnuc-version=5.13)
  # Neither exceptions nor type information are used, and both cost size.
  list(APPEND common_flags -fno-exceptions -fno-rtti)
endif()

# compile_together(TARGET SOURCE...): the sources of each folder are compiled as one, since most of the time that a source
# takes goes into headers and templates that its neighbours have too. Names that a source keeps to itself (static, or in a
# namespace without a name) are then seen by its neighbours: a source whose names are also theirs is compiled alone
# (compile_alone). Bits do not depend on it: no flag lets a compiler change the result of an operation.
function(compile_together target)
  foreach(source IN LISTS ARGN)
    get_filename_component(folder "${source}" DIRECTORY)
    get_filename_component(group "${folder}" NAME)
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP ${group})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

function(compile_alone)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# core_settings(TARGET): what every part of a core is compiled with.
function(core_settings target)
  cmake_parse_arguments(PARSE_ARGV 1 core "SCALAR" "" "DEFINE")
  target_include_directories(${target} PUBLIC ${core_include_folders} PRIVATE ${build_id_folder})
  target_include_directories(${target} SYSTEM PUBLIC ${eigen_include_folders})
  target_compile_definitions(${target} PUBLIC ${core_DEFINE})
  target_compile_options(${target} PUBLIC ${common_flags})
  if(core_SCALAR)
    target_compile_options(${target} PUBLIC ${scalar_flags})
  else()
    target_compile_options(${target} PUBLIC ${simd_flags})
  endif()
  add_dependencies(${target} build-id)
endfunction()

# Sources that only arrange, say or check things.
set(arranging_sources
  "^core/(lab|meta)/|^core/tasks/(registry|[a-z_]+_(yardsticks|posterior|plan|index|search))\\.cpp|^core/foundation/(decimal|knobs|refusal)\\.cpp")

# add_core(NAME [SCALAR] [DEFINE MACRO...]): the core as a library, for programs to link to. In WebAssembly, which a page has to
# load, arranging_sources are compiled to be small: the loops over steps, samples and weights are in the others.
function(add_core name)
  if(NOT core_sources)
    return()
  endif()
  set(sources "")
  set(small "")
  foreach(source IN LISTS core_sources)
    file(RELATIVE_PATH path "${CMAKE_SOURCE_DIR}" "${source}")
    if(EMSCRIPTEN AND path MATCHES "${arranging_sources}")
      list(APPEND small "${source}")
    else()
      list(APPEND sources "${source}")
    endif()
  endforeach()
  if(small)
    add_library(${name}-small OBJECT EXCLUDE_FROM_ALL ${small} ${build_id_header})
    compile_together(${name}-small ${small})
    core_settings(${name}-small ${ARGN})
    target_compile_options(${name}-small PRIVATE -Os)
    list(APPEND sources $<TARGET_OBJECTS:${name}-small>)
  endif()
  add_library(${name} STATIC EXCLUDE_FROM_ALL ${sources} ${build_id_header})
  compile_together(${name} ${core_sources})
  core_settings(${name} ${ARGN})
endfunction()

# add_program(NAME CORE SOURCE...): a program on one variant of the core, if all its sources are there.
function(add_program name core)
  if(NOT TARGET ${core} OR NOT ARGN)
    return()
  endif()
  foreach(source IN LISTS ARGN)
    if(NOT EXISTS "${CMAKE_SOURCE_DIR}/${source}" AND NOT EXISTS "${source}")
      message(STATUS "${name} is left out: there is no ${source}")
      return()
    endif()
  endforeach()
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE ${core})
endfunction()
