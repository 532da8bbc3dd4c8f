# WebAssembly: the engine for the page, and programs for Node.
include(googletest)

# Debian's emcc needs acorn at link time and finds it only through a Node that Debian packaged; the variable shows it
# to any other Node.
set_property(GLOBAL PROPERTY RULE_LAUNCH_LINK
  "\"${CMAKE_COMMAND}\" -E env \"NODE_PATH=/usr/share/nodejs\"")

# Newer Emscriptens give a stack of 64 KB, too little for Eigen's products; the setting has two names.
file(STRINGS "${EMSCRIPTEN_ROOT_PATH}/src/settings.js" has_stack_size REGEX "^var STACK_SIZE ")
if(has_stack_size)
  set(stack_option -sSTACK_SIZE=2MB)
else()
  set(stack_option -sTOTAL_STACK=2MB)
endif()

set(link_options -sALLOW_MEMORY_GROWTH=1 ${stack_option})

add_program(engine metarl wasm/boundary.cpp)
if(TARGET engine)
  set_target_properties(engine PROPERTIES SUFFIX .mjs)
  # Embind without type information: a class that was not registered is reported without its name.
  target_compile_definitions(engine PRIVATE EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
  target_compile_options(engine PRIVATE -Os)
  target_link_options(engine PRIVATE ${link_options} --bind -fno-exceptions -fno-rtti
    -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createEngine -sENVIRONMENT=web,worker -sFILESYSTEM=0
    -sDYNAMIC_EXECUTION=0) # no code from strings: the page's CSP forbids it
endif()

# Programs for Node are scripts that read files and standard input as a native program does. They load their module in
# one piece (Emscripten 3.1.6 would try `fetch` on a file, which Node refuses).
set(node_link_options ${link_options} -fno-exceptions -fno-rtti
  -sENVIRONMENT=node -sNODERAWFS=1 -sWASM_ASYNC_COMPILATION=0 -sEXIT_RUNTIME=1)

add_core_tests(core-tests metarl ${test_sources} ${measure_sources})
file(GLOB golden_sources CONFIGURE_DEPENDS core/native/golden*.cpp)
add_program(golden metarl ${golden_sources})
add_program(golden-double metarl-double ${golden_sources})
add_program(bench metarl core/native/bench.cpp)
add_program(bench-scalar metarl-scalar core/native/bench.cpp)
foreach(program core-tests golden golden-double bench bench-scalar)
  if(TARGET ${program})
    target_link_options(${program} PRIVATE ${node_link_options})
    set_target_properties(${program} PROPERTIES SUFFIX .cjs)
  endif()
endforeach()
# Optimising a whole module when it is linked takes longer than the tests that run on it.
foreach(program core-tests golden golden-double)
  if(TARGET ${program})
    target_link_options(${program} PRIVATE -O1)
  endif()
endforeach()
foreach(program golden-double bench bench-scalar)
  if(TARGET ${program})
    set_target_properties(${program} PROPERTIES EXCLUDE_FROM_ALL ON)
  endif()
endforeach()
