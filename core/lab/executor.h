// The executor of the blocks of a map. The core has none of its own: a host may give one.
#pragma once

namespace metarl {

class Work {
 public:
  virtual void operator()(int item) = 0;

 protected:
  ~Work() = default;
};

class Executor {
 public:
  virtual ~Executor() = default;
  // Calls work(i) once for each i of 0 .. count - 1, in any order and at the same time; returns when all are done.
  virtual void run(int count, Work& work) = 0;
};

}  // namespace metarl
