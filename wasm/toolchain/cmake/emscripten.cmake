# CMake toolchain file: the Emscripten whose `em-config` is on the PATH. (With it a plain `cmake --preset wasm` works,
# without emcmake.)
execute_process(COMMAND em-config EMSCRIPTEN_ROOT
  OUTPUT_VARIABLE EMSCRIPTEN_ROOT_PATH OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "Emscripten was not found: there is no em-config on the PATH")
endif()
include("${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake")
