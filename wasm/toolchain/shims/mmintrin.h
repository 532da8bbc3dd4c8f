// Eigen 3.4 includes <mmintrin.h> (MMX) and uses nothing of it; Emscripten has no such header, and clang's own refuses to
// compile for WebAssembly. This empty one comes first on the include path.
