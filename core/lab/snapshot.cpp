// A snapshot's bytes, all numbers little-endian:
//
//     8   "METARL02"            format and its version
//     4   bytes of a scalar
//     16  build id
//     4+n canonical run line
//     1   1 if the run came from another build, which then is told: 16 build id, 4 completed meta-iterations, 16 hash
//     4   completed meta-iterations
//     4   operations done in the next one: restore does them again
//     4   number of arrays; for each 8 bytes of length, then its scalars
//     8   FNV-1a of everything before
//
// The checksum finds damage; everything read after it is checked all the same, for a stranger can compute one too.
#include <algorithm>
#include <cstring>

#include "foundation/hash.h"
#include "foundation/refuse.h"
#include "foundation/vectors.h"
#include "lab/build_id.h"
#include "lab/run.h"

namespace metarl {

namespace {

constexpr char kMagic[] = "METARL02";
constexpr std::size_t kMagicSize = 8;
constexpr std::uint32_t kMostOperations = 10000;

class Writer {
 public:
  void bytes(const void* data, std::size_t size) {
    const auto* p = static_cast<const std::uint8_t*>(data);
    out.insert(out.end(), p, p + size);
  }
  void u32(std::uint32_t v) { bytes(&v, sizeof v); }
  void u64(std::uint64_t v) { bytes(&v, sizeof v); }
  std::vector<std::uint8_t> out;
};

class Reader {
 public:
  Reader(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}
  bool bytes(void* to, std::size_t size) {
    if (size > left_) return false;
    if (size > 0) std::memcpy(to, data_, size);  // neither may be null, not even for nothing
    data_ += size;
    left_ -= size;
    return true;
  }
  bool u32(std::uint32_t& v) { return bytes(&v, sizeof v); }
  bool u64(std::uint64_t& v) { return bytes(&v, sizeof v); }
  bool text(std::string& to, std::size_t size) {
    if (size > left_) return false;
    to.assign(reinterpret_cast<const char*>(data_), size);
    data_ += size;
    left_ -= size;
    return true;
  }
  std::size_t left() const { return left_; }

 private:
  const std::uint8_t* data_;
  std::size_t left_;
};

constexpr std::size_t kDigits = 16;

// An id of a build, or a hash.
bool is_id(const std::string& text) {
  return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Where a run came from another build; false where the bytes do not tell it.
bool read_origin(Reader& r, Origin& origin) {
  std::uint8_t came = 0;
  if (!r.bytes(&came, 1) || came > 1) return false;
  return !came || (r.text(origin.build, kDigits) && is_id(origin.build) && r.u32(origin.iteration) &&
                   r.text(origin.hash, kDigits) && is_id(origin.hash) && origin.iteration <= kMostIterations);
}

Refusal refuse_snapshot(RefusalCode code, std::vector<RefusalArgument> arguments = {}) {
  return refuse("snapshot", code, std::move(arguments));
}

}  // namespace

std::vector<std::uint8_t> Run::snapshot() const {
  Writer w;
  w.bytes(kMagic, kMagicSize);
  w.u32(sizeof(Scalar));
  const std::string build = build_id(), line = line_.canonical();
  w.bytes(build.data(), build.size());
  w.u32(static_cast<std::uint32_t>(line.size()));
  w.bytes(line.data(), line.size());
  const std::uint8_t came = origin_.build.empty() ? 0 : 1;
  w.bytes(&came, 1);
  if (came) {
    w.bytes(origin_.build.data(), kDigits);
    w.u32(origin_.iteration);
    w.bytes(origin_.hash.data(), kDigits);
  }
  w.u32(iteration_);
  w.u32(active_ ? static_cast<std::uint32_t>(operations_) : 0);
  const std::vector<Array*> state = learner_->state();
  w.u32(static_cast<std::uint32_t>(state.size()));
  for (std::size_t i = 0; i < state.size(); ++i) {
    const Array& array = active_ ? saved_[i] : *state[i];
    w.u64(state[i]->size());
    w.bytes(array.data(), state[i]->size() * sizeof(Scalar));
  }
  w.u64(hash_bytes(w.out.data(), w.out.size()));
  return std::move(w.out);
}

Refusal Run::restore(const std::vector<std::uint8_t>& bytes, std::unique_ptr<Run>& result) {
  if (bytes.size() < kMagicSize || std::memcmp(bytes.data(), kMagic, kMagicSize) != 0)
    return refuse_snapshot("snapshot.foreign", {{"magic", kMagic}});
  if (bytes.size() < kMagicSize + 8) return refuse_snapshot("snapshot.cut-off");
  std::uint64_t checksum = 0;
  const std::size_t body = bytes.size() - sizeof checksum;
  std::memcpy(&checksum, bytes.data() + body, sizeof checksum);
  if (hash_bytes(bytes.data(), body) != checksum) return refuse_snapshot("snapshot.damaged");

  Reader r(bytes.data() + kMagicSize, body - kMagicSize);
  std::uint32_t scalar_size = 0, line_size = 0, iteration = 0, operations = 0, arrays = 0;
  std::string build, line;
  if (!r.u32(scalar_size) || scalar_size != sizeof(Scalar)) return refuse_snapshot("snapshot.number-type");
  if (!r.text(build, kDigits)) return refuse_snapshot("snapshot.cut-off");
  if (!is_id(build)) return refuse_snapshot("snapshot.build", {{"found", printable(build)}});
  if (!r.u32(line_size) || !r.text(line, line_size)) return refuse_snapshot("snapshot.cut-off");
  Origin origin;
  if (!read_origin(r, origin)) return refuse_snapshot("snapshot.origin");
  if (!r.u32(iteration) || !r.u32(operations) || !r.u32(arrays)) return refuse_snapshot("snapshot.cut-off");

  std::unique_ptr<Run> run;
  if (make(line, run).refused()) return refuse_snapshot("snapshot.line", {{"line", printable(line)}});
  const std::vector<Array*> state = run->learner_->state();
  if (arrays != state.size()) return refuse_snapshot("snapshot.arrays", {{"found", arrays}, {"wanted", state.size()}});
  for (Array* array : state) {
    std::uint64_t length = 0;
    if (!r.u64(length) || length != array->size() || !r.bytes(array->data(), array->size() * sizeof(Scalar)))
      return refuse_snapshot("snapshot.array-length");
    if (!all_finite(array->data(), static_cast<std::ptrdiff_t>(array->size())))
      return refuse_snapshot("snapshot.not-finite");
  }
  if (r.left() != 0) return refuse_snapshot("snapshot.goes-on");
  if (iteration > kMostIterations) return refuse_snapshot("snapshot.iteration", {{"most", kMostIterations}});
  if (operations > kMostOperations) return refuse_snapshot("snapshot.operations");

  run->iteration_ = iteration;
  run->origin_ = build == build_id() ? origin : Origin{build, iteration, run->receipt().hash};
  // Changes made before the iteration under way hold again.
  while (run->changes_applied_ < run->line_.changes.size() &&
         run->line_.changes[run->changes_applied_].iteration < iteration) {
    const Change& change = run->line_.changes[run->changes_applied_++];
    run->current_.set(change.key, change.value);
  }
  run->learner_->configure(run->current_);
  run->save();
  while (run->operations_ < static_cast<int>(operations)) {
    const Reached reached = run->advance();
    if (reached == Reached::stopped) return refuse_snapshot("snapshot.diverges");
    if (reached == Reached::iteration) return refuse_snapshot("snapshot.operations");
  }
  result = std::move(run);
  return {};
}

}  // namespace metarl
