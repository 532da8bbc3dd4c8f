// An executor on threads, for the native outlets.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "lab/executor.h"

namespace metarl {

class Threads final : public Executor {
 public:
  // `count` threads in all, the caller among them.
  explicit Threads(int count);
  ~Threads() override;
  void run(int count, Work& work) override;

 private:
  void take_items();
  void loop();

  std::mutex mutex_;
  std::condition_variable start_, finished_;
  std::vector<std::thread> threads_;
  Work* work_ = nullptr;
  int count_ = 0;
  std::atomic<int> next_{0};
  int busy_ = 0;
  long generation_ = 0;
  bool closing_ = false;
};

}  // namespace metarl
