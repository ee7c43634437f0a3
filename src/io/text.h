// SPDX-License-Identifier: Apache-2.0
//
// text: bytes of a file into UTF-8, strictly. Nothing is replaced in silence: what does not decode is
// nullopt.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zonegate::io {

bool is_utf8(std::string_view bytes);                         // strict: no overlong forms, no surrogates
std::string_view without_right_space(std::string_view text);  // blanks, tabs, line ends, NUL
std::string escaped(std::string_view bytes);                  // bytes beyond ASCII as \xHH, for messages
std::string lower_ascii(std::string_view text);
void append_utf8(unsigned code, std::string& out);  // of a letter below U+10000 that is no surrogate

// "936", "GBK", "gb2312" -> "GB18030" (their superset); "65001", "utf8" -> "UTF-8"; other names as they are.
std::string encoding_name(std::string_view stated);

struct TextFile;  // io/io.h
// read_text, for whoever looks for NUL bytes himself.
TextFile read_any_text(const std::string& path, const std::string& encoding);

class Decoder {
 public:
  // nullopt: nobody knows this encoding.
  static std::optional<Decoder> of(const std::string& encoding);
  ~Decoder();
  Decoder(Decoder&&) noexcept;
  Decoder& operator=(Decoder&&) noexcept;

  // nullopt: not text of this encoding. may_be_cut: a last character cut in half is dropped (fields of fixed
  // width).
  std::optional<std::string> operator()(std::string_view bytes, bool may_be_cut = false) const;
  const std::string& name() const { return name_; }

 private:
  explicit Decoder(std::string name) : name_(std::move(name)) {}
  std::string name_;
  void* handle_ = nullptr;  // iconv_t; null: UTF-8, checked only
};

}  // namespace zonegate::io
