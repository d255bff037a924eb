// A template source is read or refused with a finding; what is read gives the same files every
// time, CRLF line ends make no difference, and no character slips into them that XML cannot hold.
// Written as a source and read again it is the same.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/template_source.hpp>
#include <regpolicy/text.hpp>

namespace {

void require(bool law) {
  if (!law) std::abort();
}

std::string files_of(const regpolicy::Template& source) {
  std::string files = regpolicy::admx::write(source.definitions);
  for (const auto& resources : source.resources) files += regpolicy::adml::write(resources);
  return files;
}

bool is_xml_text(const std::string& text) {
  return regpolicy::is_valid_utf8(text) && std::ranges::all_of(text, [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte >= 0x20 || c == '\t' || c == '\r' || c == '\n';
         });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  regpolicy::Diagnostics diagnostics;
  const auto source = regpolicy::template_source::read(text, "fuzz.toml", diagnostics);
  require(source.has_value() == !diagnostics.has_errors());
  if (!source) return 0;
  const std::string files = files_of(*source);
  require(is_xml_text(files));
  std::string windows;
  for (const char c : text) {
    if (c == '\n' && !windows.ends_with('\r')) windows += '\r';
    windows += c;
  }
  const auto again = regpolicy::template_source::read(windows, "fuzz.toml", diagnostics);
  require(again && files_of(*again) == files);
  const std::string written = regpolicy::template_source::write(*source);
  const auto rewritten = regpolicy::template_source::read(written, "fuzz.toml", diagnostics);
  require(rewritten && regpolicy::template_source::in_string_order(*rewritten) ==
                           regpolicy::template_source::in_string_order(*source));
  require(regpolicy::template_source::write(*rewritten) == written);
  return 0;
}
