// Writes JSON. Reading it is left to JavaScript.
#pragma once

#include <string>
#include <vector>

#include "foundation/decimal.h"

namespace metarl {

// Builds one value: objects and arrays nest by begin and end, and a key goes before each value in an object.
class Json {
 public:
  Json& begin_object() { return open('{'); }
  Json& end_object() { return close('}'); }
  Json& begin_array() { return open('['); }
  Json& end_array() { return close(']'); }

  Json& key(const std::string& name) {
    separate();
    write_text(name);
    text_ += ':';
    after_key_ = true;
    return *this;
  }
  Json& value(const std::string& text) {
    separate();
    write_text(text);
    return *this;
  }
  Json& value(const char* text) { return value(std::string(text)); }
  Json& value(bool b) { return raw(b ? "true" : "false"); }
  Json& value(int number) { return raw(std::to_string(number)); }
  // NaN and infinity, which JSON does not have, become null.
  Json& value(double number) { return raw(number - number == 0 ? format_real(number) : "null"); }

  template <class T>
  Json& member(const std::string& name, const T& v) {
    return key(name).value(v);
  }
  Json& member(const std::string& name, const std::vector<std::string>& list) {
    key(name).begin_array();
    for (const std::string& item : list) value(item);
    return end_array();
  }

  const std::string& text() const { return text_; }

 private:
  Json& open(char c) {
    separate();
    text_ += c;
    first_ = true;
    return *this;
  }
  Json& close(char c) {
    text_ += c;
    first_ = false;
    return *this;
  }
  Json& raw(const std::string& text) {
    separate();
    text_ += text;
    return *this;
  }
  void separate() {
    if (!first_ && !after_key_) text_ += ',';
    first_ = after_key_ = false;
  }
  void write_text(const std::string& text) {
    text_ += '"';
    for (char c : text) {
      const unsigned char u = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        text_ += '\\';
        text_ += c;
      } else if (u < 32) {
        text_ += "\\u00";
        text_ += "0123456789abcdef"[u >> 4];
        text_ += "0123456789abcdef"[u & 15];
      } else {
        text_ += c;
      }
    }
    text_ += '"';
  }

  std::string text_;
  bool first_ = true, after_key_ = false;
};

}  // namespace metarl
