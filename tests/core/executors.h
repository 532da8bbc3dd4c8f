// Executors for tests: in order and in reverse order everywhere, threads where there are any.
#pragma once

#include "lab/executor.h"
#ifndef __EMSCRIPTEN__
#include "native/threads.h"
#endif

namespace metarl::testing {

class InOrder final : public Executor {
 public:
  void run(int count, Work& work) override {
    for (int i = 0; i < count; ++i) work(i);
  }
};

class Reversed final : public Executor {
 public:
  void run(int count, Work& work) override {
    for (int i = count - 1; i >= 0; --i) work(i);
  }
};

}  // namespace metarl::testing
