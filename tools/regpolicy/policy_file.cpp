#include "policy_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/instructions_json.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

struct FormatRow {
  PolicyFormat format;
  std::string_view word;
  std::string_view suffix;
  std::string_view title;
};

constexpr FormatRow kFormats[] = {
    {PolicyFormat::pol, "pol", ".pol", "a Registry.pol"},
    {PolicyFormat::reg, "reg", ".reg", "a .reg file"},
    {PolicyFormat::lgpo, "lgpo", ".txt", "LGPO text"},
    {PolicyFormat::json, "json", ".json", "JSON"},
};

// How much of a file is looked at to find out its format.
constexpr std::size_t kPeekedBytes = std::size_t{64} << 10;

std::vector<PolicySide> to_sides(std::vector<SidedRecords> parts) {
  std::vector<PolicySide> sides;
  sides.reserve(parts.size());
  for (SidedRecords& part : parts) {
    sides.push_back({part.side, std::move(part.user), std::move(part.records)});
  }
  if (sides.empty()) sides.emplace_back();
  return sides;
}

Result<std::vector<PolicySide>> decode_pol(ByteView content, const std::string& path) {
  auto records = pol::read(content, path);
  if (!records) return std::unexpected(records.error());
  std::vector<PolicySide> sides;
  sides.push_back({side_of_path(path), {}, std::move(*records)});
  return sides;
}

Result<std::vector<PolicySide>> decode_json(ByteView content, const std::string& path) {
  auto file = instructions_json::read(content, path);
  if (!file) return std::unexpected(file.error());
  std::vector<PolicySide> sides;
  sides.push_back({file->side, std::move(file->user), std::move(file->records)});
  return sides;
}

Result<std::vector<PolicySide>> decode_reg(ByteView content, const std::string& path) {
  const auto file = reg::read(content, path);
  if (!file) return std::unexpected(file.error());
  auto parts = records_from_reg(*file);
  if (!parts) return std::unexpected(parts.error());
  return to_sides(std::move(*parts));
}

Result<std::vector<PolicySide>> decode_lgpo(ByteView content, const std::string& path) {
  const auto file = lgpo::read(content, path);
  if (!file) return std::unexpected(file.error());
  auto parts = records_from_lgpo(*file);
  if (!parts) return std::unexpected(parts.error());
  return to_sides(std::move(*parts));
}

Result<std::vector<PolicySide>> decode(PolicyFormat format, ByteView content,
                                       const std::string& path) {
  switch (format) {
    case PolicyFormat::pol: return decode_pol(content, path);
    case PolicyFormat::reg: return decode_reg(content, path);
    case PolicyFormat::lgpo: return decode_lgpo(content, path);
    case PolicyFormat::json: return decode_json(content, path);
  }
  return fail(ErrorCode::internal, "a format without a reader");
}

Result<SidedRecords> with_known_side(const PolicySide& side, PolicyFormat format) {
  if (side.side) return SidedRecords{*side.side, side.user, side.records};
  return fail(ErrorCode::invalid_argument,
              fmt::format("{} names the side, which the input does not tell", title_of(format)), {},
              "--side machine or --side user tells it");
}

Result<Bytes> encode_reg(const std::vector<PolicySide>& sides) {
  reg::File file;
  for (const PolicySide& side : sides) {
    const auto records = with_known_side(side, PolicyFormat::reg);
    if (!records) return std::unexpected(records.error());
    const auto part = records_to_reg(*records);
    if (!part) return std::unexpected(part.error());
    file.entries.insert(file.entries.end(), part->entries.begin(), part->entries.end());
  }
  return reg::write(file);
}

Result<Bytes> encode_lgpo(const std::vector<PolicySide>& sides) {
  Bytes all;
  for (const PolicySide& side : sides) {
    const auto records = with_known_side(side, PolicyFormat::lgpo);
    if (!records) return std::unexpected(records.error());
    const auto part = records_to_lgpo(*records);
    if (!part) return std::unexpected(part.error());
    // Written by itself, so that an error counts the records of its side.
    const auto bytes = lgpo::write(*part);
    if (!bytes) return bytes;
    constexpr std::size_t kByteOrderMark = 2;
    append(all, ByteView(*bytes).subspan(all.empty() ? 0 : kByteOrderMark));
  }
  return all;
}

}  // namespace

std::string_view title_of(PolicyFormat format) {
  for (const FormatRow& row : kFormats) {
    if (row.format == format) return row.title;
  }
  return "";
}

std::optional<PolicyFormat> parse_policy_format(std::string_view text) {
  for (const FormatRow& row : kFormats) {
    if (row.word == text) return row.format;
  }
  return std::nullopt;
}

std::optional<PolicyFormat> policy_format_of_path(std::string_view path) {
  const std::string lower = ascii_lower(path);
  for (const FormatRow& row : kFormats) {
    if (lower.ends_with(row.suffix)) return row.format;
  }
  return std::nullopt;
}

std::optional<PolicyFormat> policy_format_of_content(ByteView content) {
  const ByteView head = content.first(std::min(content.size(), kPeekedBytes));
  if (as_chars(head).starts_with("PReg")) return PolicyFormat::pol;
  const auto decoded = decode_windows_text(head);
  if (!decoded) return std::nullopt;
  std::u16string_view text = *decoded;
  while (!text.empty()) {
    const std::size_t start = text.find_first_not_of(u" \t\r\n");
    if (start == std::u16string_view::npos) break;
    text.remove_prefix(start);
    if (text.starts_with(u'{')) return PolicyFormat::json;
    if (text.starts_with(u"REGEDIT") || text.starts_with(u"Windows Registry Editor")) {
      return PolicyFormat::reg;
    }
    const std::u16string_view line = text.substr(0, text.find_first_of(u" \t\r\n"));
    if (same_name(line, u"Computer") || same_name(line, u"User") ||
        name_starts_with(line, u"User:")) {
      return PolicyFormat::lgpo;
    }
    if (!text.starts_with(u';')) break;  // no comment of LGPO text either
    text.remove_prefix(std::min(text.find_first_of(u"\r\n"), text.size()));
  }
  return std::nullopt;
}

Result<PolicyFile> read_policy_file(const std::string& path, std::optional<PolicyFormat> format) {
  const auto content = read_input(path);
  if (!content) return std::unexpected(content.error());
  if (!format) format = policy_format_of_path(path);
  if (!format) format = policy_format_of_content(*content);
  if (!format) {
    return fail(ErrorCode::malformed,
                "neither the suffix nor the content tells the format, expected a Registry.pol, a "
                ".reg file, LGPO text or JSON of instructions",
                {.source = path});
  }
  auto sides = decode(*format, *content, path);
  if (!sides) return std::unexpected(in_source(sides.error(), path));
  return PolicyFile{*format, std::move(*sides)};
}

Result<Bytes> encode_policy_file(PolicyFormat format, const std::vector<PolicySide>& sides) {
  if (format == PolicyFormat::reg) return encode_reg(sides);
  if (format == PolicyFormat::lgpo) return encode_lgpo(sides);
  if (sides.size() != 1) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("{} holds one side, the input {}", title_of(format), sides.size()), {},
                "--side and --user choose one");
  }
  const PolicySide& side = sides.front();
  if (format == PolicyFormat::pol) return pol::write(side.records);
  const std::string text = instructions_json::write({side.side, side.user, side.records});
  const ByteView bytes = as_bytes(text);
  return Bytes(bytes.begin(), bytes.end());
}

Result<Bytes> encode_policy_file(PolicyFormat format, const SidedRecords& records) {
  std::vector<PolicySide> sides;
  sides.push_back({records.side, records.user, records.records});
  return encode_policy_file(format, sides);
}

std::string suffixes_for(const Record& record) {
  std::vector<std::string_view> suffixes;
  for (const FormatRow& row : kFormats) {
    if (encode_policy_file(row.format, SidedRecords{Side::machine, {}, {record}})) {
      suffixes.push_back(row.suffix);
    }
  }
  std::string text;
  for (std::size_t i = 0; i < suffixes.size(); ++i) {
    const bool is_last = i + 1 == suffixes.size();
    text += fmt::format("{}{}", i == 0 ? "" : is_last ? " and " : ", ", suffixes[i]);
  }
  return text;
}

std::string describe_side(const PolicySide& side) {
  if (!side.side) return "side not known";
  if (side.user.empty()) return fmt::format("{} side", to_string(*side.side));
  return fmt::format("{} side of {}", to_string(*side.side), escape_for_display(side.user));
}

Error unknown_policy_suffix(const std::string& path) {
  return {
      .code = ErrorCode::invalid_argument,
      .message = fmt::format("'{}' has no suffix that tells the format", escape_for_display(path)),
      .location = {},
      .hint = "known are .pol, .reg, .txt (LGPO text) and .json"};
}

}  // namespace regpolicy::tools
