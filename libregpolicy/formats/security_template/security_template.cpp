#include <regpolicy/security_template.hpp>

#include <map>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "formats/security_template/lines.hpp"

namespace regpolicy::security_template {
namespace {

constexpr std::u16string_view kRegistryValues = u"Registry Values";
constexpr std::u16string_view kMachine = u"MACHINE";

// By the full path of a value.
using SeenValues = std::map<std::u16string, std::size_t, NameLess>;

class Reader {
 public:
  explicit Reader(const std::string& source) : source_(source) {}

  Result<File> read(std::u16string_view content) {
    bool wanted = false;
    for (const Text& line : lines_of(content)) {
      const Text text = line.trimmed();
      if (const std::size_t nul = text.text.find(u'\0'); nul != std::u16string_view::npos) {
        return fail(ErrorCode::malformed, "found a NUL, expected text", text.place(source_, nul),
                    "UTF-16 needs a byte order mark at the start of the file");
      }
      if (text.text.empty() || text.text.front() == u';') continue;
      if (text.text.front() == u'[') {
        const auto name = section_of(text);
        if (!name) return std::unexpected(name.error());
        wanted = same_name(*name, kRegistryValues);
      } else if (wanted) {
        if (auto done = read_value(text); !done) return std::unexpected(done.error());
      }
    }
    return std::move(file_);
  }

 private:
  Result<std::u16string_view> section_of(const Text& text) const {
    if (text.text.back() != u']') {
      return expected_in(text, text.text.size(), "']' at the end of the section's name", source_);
    }
    return text.part(1, text.text.size() - 2).trimmed().text;
  }

  // NAME=TYPE,DATA or "NAME"=TYPE,DATA
  Result<void> read_value(const Text& text) {
    const bool quoted = text.text.front() == u'"';
    const std::size_t end = quoted ? text.text.find(u'"', 1) : text.text.find(u'=');
    if (end == std::u16string_view::npos) {
      return expected_in(text, text.text.size(),
                         quoted ? "'\"' behind the name" : "'=' behind the name", source_);
    }
    const Text name = quoted ? text.part(1, end - 1) : text.part(0, end).trimmed();
    Text rest = text.part(quoted ? end + 1 : end).trimmed();
    if (!rest.text.starts_with(u'=')) return expected_in(rest, 0, "'='", source_);
    rest = rest.part(1).trimmed();
    auto value = value_of(rest);
    if (!value) return std::unexpected(value.error());
    return add(name, *std::move(value));
  }

  Result<Value> value_of(const Text& text) const {
    const std::size_t comma = text.text.find(u',');
    if (comma == std::u16string_view::npos) {
      return expected_in(text, text.text.size(), "the type, ',' and the value", source_);
    }
    const Text type = text.part(0, comma).trimmed();
    const Text data = text.part(comma + 1).trimmed();
    const auto number = number_of(type, 0xFFFF'FFFF, source_);
    if (!number) return std::unexpected(number.error());
    switch (static_cast<Type>(*number)) {
      case Type::sz:
      case Type::expand_sz: return string_value(static_cast<Type>(*number), data);
      case Type::binary: return binary_value(data);
      case Type::dword: return dword_value(data);
      case Type::multi_sz: return multi_string_value(data);
      default: break;
    }
    return fail(ErrorCode::malformed,
                fmt::format("found the type {}, expected 1, 2, 3, 4 or 7", *number),
                type.place(source_), "a security template knows no other types of values");
  }

  Result<Value> string_value(Type type, const Text& data) const {
    const auto text = string_of(data, source_);
    if (!text) return std::unexpected(text.error());
    return make_string(type, *text);
  }
  Result<Value> multi_string_value(const Text& data) const {
    const auto texts = fields_of(data, source_);
    if (!texts) return std::unexpected(texts.error());
    return make_multi_string(*texts);
  }
  Result<Value> dword_value(const Text& data) const {
    const auto number = number_of(data, 0xFFFF'FFFF, source_);
    if (!number) return std::unexpected(number.error());
    return make_dword(*number);
  }
  // Numbers between commas, a byte each; nothing is no byte.
  Result<Value> binary_value(const Text& data) const {
    Bytes bytes;
    for (Text rest = data; !rest.text.empty();) {
      const std::size_t comma = rest.text.find(u',');
      const auto byte = number_of(rest.part(0, comma).trimmed(), 0xFF, source_);
      if (!byte) return std::unexpected(byte.error());
      bytes.push_back(static_cast<std::byte>(*byte));
      if (comma == std::u16string_view::npos) break;
      rest = rest.part(comma + 1);
      if (rest.text.empty()) return expected_in(rest, 0, "a number", source_);
    }
    return make_binary(std::move(bytes));
  }

  Result<void> add(const Text& path, Value value) {
    const std::u16string_view text = path.text;
    const std::size_t first = text.find(u'\\');
    const std::size_t last = text.rfind(u'\\');
    if (first == std::u16string_view::npos || first == last || first == 0) {
      return fail(
          ErrorCode::malformed,
          fmt::format("found the name '{}', expected one such as MACHINE\\SOFTWARE\\A\\Name",
                      escape_for_display(text)),
          path.place(source_));
    }
    const auto [seen, is_new] = seen_.emplace(std::u16string(text), file_.registry_values.size());
    if (is_new) {
      file_.registry_values.push_back({std::u16string(text.substr(0, first)),
                                       std::u16string(text.substr(first + 1, last - first - 1)),
                                       std::u16string(text.substr(last + 1)), std::move(value),
                                       path.place(source_)});
      return {};
    }
    const RegistryValue& other = file_.registry_values[seen->second];
    if (other.value == value) return {};
    return fail(ErrorCode::malformed,
                fmt::format("found '{}' a second time, with other data than in line {}",
                            escape_for_display(text), other.location.line.value_or(0)),
                path.place(source_),
                "take one of the lines out: which one counts is not documented");
  }

  const std::string& source_;
  File file_;
  SeenValues seen_;
};

}  // namespace

Result<File> read(ByteView bytes, const std::string& source) {
  if (bytes.size() > limits::kSourceFileBytes) {
    return fail(ErrorCode::limit_exceeded,
                fmt::format("found {} bytes, expected a security template of at most {}",
                            bytes.size(), limits::kSourceFileBytes),
                {.source = source});
  }
  const auto text = decode_windows_text(bytes);
  if (!text) {
    Error error = text.error();
    error.location.source = source;
    return std::unexpected(std::move(error));
  }
  return Reader(source).read(*text);
}

Instructions machine_instructions(const File& file) {
  Instructions instructions;
  for (const RegistryValue& value : file.registry_values) {
    if (!same_name(value.root, kMachine)) continue;
    instructions.push_back(SetValue{value.key, value.name, value.value});
  }
  return instructions;
}

}  // namespace regpolicy::security_template
