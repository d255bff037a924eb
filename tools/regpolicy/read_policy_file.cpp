#include "read_policy_file.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

// "a, b and c"
template <class Name>
std::string list_formats(const std::vector<PolicyFormat>& formats, std::string_view last_word,
                         Name name) {
  std::string text;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    if (i != 0) text += i + 1 == formats.size() ? fmt::format(" {} ", last_word) : ", ";
    text += name(formats[i]);
  }
  return text;
}

Result<PolicyFormat> input_format(const std::string& path, ByteView content) {
  if (const auto format = policy_format_of(path, content)) return *format;
  return fail(ErrorCode::malformed,
              "neither the suffix nor the content tells the format, expected " +
                  list_formats(readable_formats(), "or", title_of),
              {.source = path});
}

Result<PolicyFile> read(const std::string& path, std::optional<PolicyFormat> format,
                        Diagnostics* left_out) {
  const auto content = read_input(path);
  if (!content) return std::unexpected(content.error());
  if (!format) {
    const auto found = input_format(path, *content);
    if (!found) return std::unexpected(found.error());
    format = *found;
  }
  auto sides = left_out == nullptr ? decode_policy_file(*format, *content, path)
                                   : decode_policy_file(*format, *content, path, *left_out);
  if (!sides) return std::unexpected(sides.error());
  return PolicyFile{*format, std::move(*sides)};
}

}  // namespace

std::optional<PolicyFormat> policy_format_of(const std::string& path, ByteView content) {
  const auto told = policy_format_of_path(path);
  // The suffix .xml says no more than that it is XML.
  if (told && told != PolicyFormat::samba_xml) return told;
  const auto format = policy_format_of_content(content);
  return format ? format : told;
}

Result<PolicyFile> read_policy_file(const std::string& path, std::optional<PolicyFormat> format) {
  return read(path, format, nullptr);
}

Result<PolicyFile> read_policy_file(const std::string& path, std::optional<PolicyFormat> format,
                                    Diagnostics& left_out) {
  return read(path, format, &left_out);
}

Result<PolicyFormat> output_format(const std::string& path, const std::string& word) {
  if (const auto format = parse_policy_format(word)) return *format;
  if (const auto format = policy_format_of_path(path)) return *format;
  return std::unexpected(unknown_suffix(path));
}

Error unknown_suffix(const std::string& path) {
  return {
      .code = ErrorCode::invalid_argument,
      .message = fmt::format("'{}' has no suffix that tells the format", escape_for_display(path)),
      .location = {},
      .hint = "known are " + list_formats(policy_formats(), "and", [](PolicyFormat format) {
                return format == PolicyFormat::lgpo
                           ? fmt::format("{} (LGPO text)", suffix_of(format))
                           : std::string(suffix_of(format));
              })};
}

std::vector<PolicyFormat> readable_formats() {
  std::vector<PolicyFormat> formats = policy_formats();
  std::erase_if(formats, [](PolicyFormat format) { return !can_be_read(format); });
  return formats;
}

Option format_option(std::string_view name, std::string_view help,
                     const std::vector<PolicyFormat>& formats) {
  std::vector<std::string> words;
  for (const PolicyFormat format : formats) words.emplace_back(word_of(format));
  return {
      .name = name, .letter = "", .operand = "FORMAT", .help = help, .one_of = std::move(words)};
}

}  // namespace regpolicy::tools
