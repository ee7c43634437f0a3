// SPDX-License-Identifier: Apache-2.0
#include "report/packed.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "core/core.h"

namespace zonegate::report {
namespace {

constexpr int kRaw = -15;  // window bits; negative: no header

[[noreturn]] void fail(const char* what, int code) {
  throw Error(ErrorKind::internal, std::string("a section of report.html: zlib ") + what + " failed (" +
                                       std::to_string(code) + ")");
}

Bytef* bytes_of(std::string_view text) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib's interface is older than const
}

constexpr std::size_t kShort = 24;  // bytes; less is not worth a number

// Calls `text` for what stands between two tags, `other` for all the rest, in order.
void walk(std::string_view html, const std::function<void(std::string_view)>& text,
          const std::function<void(std::string_view)>& other) {
  for (std::size_t at = 0; at < html.size();) {
    const auto open = std::min(html.find('>', at), html.size() - 1) + 1;
    other(html.substr(at, open - at));
    const auto close = std::min(html.find('<', open), html.size());
    if (close > open) text(html.substr(open, close - open));
    at = close;
  }
}

}  // namespace

std::string packed(std::string_view text, int level) {
  z_stream z{};
  if (const int code = deflateInit2(&z, level, Z_DEFLATED, kRaw, 9, Z_DEFAULT_STRATEGY); code != Z_OK)
    fail("deflateInit2", code);
  std::string out(deflateBound(&z, text.size()), '\0');
  z.next_in = bytes_of(text);
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  const int code = deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  if (code != Z_STREAM_END) fail("deflate", code);
  return out;
}

std::string unpacked(std::string_view bytes) {
  z_stream z{};
  if (const int code = inflateInit2(&z, kRaw); code != Z_OK) fail("inflateInit2", code);
  z.next_in = bytes_of(bytes);
  z.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<char, 65536> part{};
  int code = Z_OK;
  while (code == Z_OK) {
    z.next_out = reinterpret_cast<Bytef*>(part.data());
    z.avail_out = static_cast<uInt>(part.size());
    code = inflate(&z, Z_NO_FLUSH);
    out.append(part.data(), part.size() - z.avail_out);
  }
  inflateEnd(&z);
  if (code != Z_STREAM_END) fail("inflate", code);
  return out;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  const auto at = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const unsigned three = at(i) << 16U | at(i + 1) << 8U | at(i + 2);
    out += kDigits[three >> 18U & 63U];
    out += kDigits[three >> 12U & 63U];
    out += i + 1 < bytes.size() ? kDigits[three >> 6U & 63U] : '=';
    out += i + 2 < bytes.size() ? kDigits[three & 63U] : '=';
  }
  return out;
}

SharedTexts::SharedTexts(const std::vector<std::string>& sections) {
  std::map<std::string, std::size_t, std::less<>> in;  // how many sections
  for (const auto& section : sections) {
    std::set<std::string_view> seen;
    walk(
        section,
        [&](std::string_view text) {
          if (text.size() >= kShort) seen.insert(text);
        },
        [](std::string_view) {});
    for (const auto text : seen) ++in[std::string(text)];
  }
  for (const auto& [text, count] : in) {
    if (count < 2) continue;
    number_[text] = texts_.size();
    texts_.push_back(text);
  }
}

std::string SharedTexts::shortened(std::string_view html) const {
  std::string out;
  walk(
      html,
      [&](std::string_view text) {
        const auto known = number_.find(text);
        if (known == number_.end())
          out += text;
        else
          out += '\x01' + std::to_string(known->second);
      },
      [&](std::string_view other) { out += other; });
  return out;
}

std::string SharedTexts::json() const { return script_text(nlohmann::json(texts_).dump()); }

std::string script_text(std::string json) {
  for (std::size_t at = 0; (at = json.find('<', at)) != std::string::npos;) json.replace(at, 1, "\\u003c");
  return json;
}

}  // namespace zonegate::report
