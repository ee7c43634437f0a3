// SPDX-License-Identifier: Apache-2.0
#include "text.h"

#include <cerrno>
#include <utility>

#include <fmt/format.h>
#include <iconv.h>

#include "core/core.h"

namespace zonegate::io {
namespace {

bool is_ascii(std::string_view bytes) {
  for (const char c : bytes) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  bool cut = false;
  return valid_utf8(bytes, cut) == bytes.size();
}

std::string_view without_right_space(std::string_view text) {
  const auto last = text.find_last_not_of(std::string_view(" \t\r\n\0", 5));
  return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

std::string escaped(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      out += c;
    } else {
      out += fmt::format("\\x{:02X}", static_cast<unsigned>(byte));
    }
  }
  return out;
}

void append_utf8(unsigned code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string encoding_name(std::string_view stated) {
  std::string key;
  for (const char c : lower_ascii(stated)) {
    if (c != '-' && c != '_' && c != ' ' && c != '\r' && c != '\n' && c != '\t') key += c;
  }
  for (const std::string_view chinese :
       {"936", "cp936", "gbk", "gb2312", "gb18030", "54936", "ansi936", "euccn", "windows936"}) {
    if (key == chinese) return "GB18030";
  }
  for (const std::string_view utf8 : {"65001", "utf8", "cp65001"}) {
    if (key == utf8) return "UTF-8";
  }
  if (key.size() == 5 && key.starts_with("8859")) return "ISO-8859-" + key.substr(4);
  if (!key.empty() && key.size() <= 5 && key.find_first_not_of("0123456789") == std::string::npos)
    return "CP" + key;
  const auto first = stated.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? "" : std::string(without_right_space(stated.substr(first)));
}

std::optional<Decoder> Decoder::of(const std::string& encoding) {
  Decoder decoder(encoding_name(encoding));
  if (decoder.name_.empty()) return std::nullopt;
  if (decoder.name_ == "UTF-8") return decoder;
  const iconv_t handle = iconv_open("UTF-8", decoder.name_.c_str());
  if (handle == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  decoder.handle_ = handle;
  return decoder;
}

Decoder::~Decoder() {
  if (handle_) iconv_close(handle_);
}
Decoder::Decoder(Decoder&& other) noexcept
    : name_(std::move(other.name_)), handle_(std::exchange(other.handle_, nullptr)) {}
Decoder& Decoder::operator=(Decoder&& other) noexcept {
  std::swap(name_, other.name_);
  std::swap(handle_, other.handle_);
  return *this;
}

std::optional<std::string> Decoder::operator()(std::string_view bytes, bool may_be_cut) const {
  const bool wide = name_.starts_with("UTF-16");  // its bytes may all be those of ASCII
  if (!wide && is_ascii(bytes)) return std::string(bytes);
  if (!handle_) {
    bool cut = false;
    const std::size_t valid = valid_utf8(bytes, cut);
    if (valid < bytes.size() && !(cut && may_be_cut)) return std::nullopt;
    return std::string(bytes.substr(0, valid));
  }
  std::string in(bytes);
  std::string out(bytes.size() * 4 + 8, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size(), to_left = out.size();
  iconv(handle_, nullptr, nullptr, nullptr, nullptr);
  const std::size_t result = iconv(handle_, &from, &from_left, &to, &to_left);
  if (result == static_cast<std::size_t>(-1) && !(errno == EINVAL && may_be_cut)) return std::nullopt;
  out.resize(out.size() - to_left);
  return out;
}

}  // namespace zonegate::io
