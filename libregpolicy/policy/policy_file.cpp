#include <regpolicy/policy_file.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <regpolicy/exchange.hpp>
#include <regpolicy/instructions_json.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/samba_xml.hpp>
#include <regpolicy/text.hpp>

#include "policy/exchange_common.hpp"

namespace regpolicy {
namespace {

struct FormatRow {
  PolicyFormat format;
  std::string_view word;
  std::string_view suffix;
  std::string_view title;
  bool several_sides;
  bool readable = true;
};

constexpr FormatRow kFormats[] = {
    {PolicyFormat::pol, "pol", ".pol", "a Registry.pol", false},
    {PolicyFormat::reg, "reg", ".reg", "a .reg file", true},
    {PolicyFormat::lgpo, "lgpo", ".txt", "LGPO text", true},
    {PolicyFormat::json, "json", ".json", "JSON", false},
    {PolicyFormat::samba_xml, "sambaxml", ".xml", "Samba's XML", false},
    {PolicyFormat::csv, "csv", ".csv", "CSV", true, false},
};

// How much of a file is looked at to find out its format.
constexpr std::size_t kPeekedBytes = std::size_t{64} << 10;

using Sides = std::vector<PolicySide>;

Sides to_sides(std::vector<SidedRecords> parts) {
  Sides sides;
  sides.reserve(parts.size());
  for (SidedRecords& part : parts) {
    sides.push_back({part.side, std::move(part.user), std::move(part.records)});
  }
  if (sides.empty()) sides.emplace_back();
  return sides;
}

Result<Sides> decode_pol(ByteView content, const std::string& source) {
  auto records = pol::read(content, source);
  if (!records) return std::unexpected(records.error());
  return Sides{{side_of_path(source), {}, std::move(*records)}};
}

Result<Sides> decode_json(ByteView content, const std::string& source) {
  auto file = instructions_json::read(content, source);
  if (!file) return std::unexpected(file.error());
  return Sides{{file->side, std::move(file->user), std::move(file->records)}};
}

Result<Sides> decode_samba_xml(ByteView content, const std::string& source) {
  auto records = samba_xml::read(content, source);
  if (!records) return std::unexpected(records.error());
  return Sides{{side_of_path(source), {}, std::move(*records)}};
}

// The formats whose files can say what no record can. `left_out` is empty where that is an error.
Result<Sides> decode_reg(ByteView content, const std::string& source, Diagnostics* left_out) {
  const auto file = reg::read(content, source);
  if (!file) return std::unexpected(file.error());
  if (left_out != nullptr) return to_sides(records_from_reg(*file, *left_out));
  auto parts = records_from_reg(*file);
  if (!parts) return std::unexpected(parts.error());
  return to_sides(std::move(*parts));
}

Result<Sides> decode_lgpo(ByteView content, const std::string& source, Diagnostics* left_out) {
  const auto file = lgpo::read(content, source);
  if (!file) return std::unexpected(file.error());
  if (left_out != nullptr) return to_sides(records_from_lgpo(*file, *left_out));
  auto parts = records_from_lgpo(*file);
  if (!parts) return std::unexpected(parts.error());
  return to_sides(std::move(*parts));
}

Result<Sides> decode(PolicyFormat format, ByteView content, const std::string& source,
                     Diagnostics* left_out) {
  const auto decoded = [&]() -> Result<Sides> {
    switch (format) {
      case PolicyFormat::pol: return decode_pol(content, source);
      case PolicyFormat::reg: return decode_reg(content, source, left_out);
      case PolicyFormat::lgpo: return decode_lgpo(content, source, left_out);
      case PolicyFormat::json: return decode_json(content, source);
      case PolicyFormat::samba_xml: return decode_samba_xml(content, source);
      case PolicyFormat::csv:
        return fail(ErrorCode::invalid_argument, "CSV is written only, regpolicy does not read it",
                    {}, "JSON holds the same and is read");
    }
    return fail(ErrorCode::internal, "a format without a reader");
  }();
  if (decoded) return decoded;
  Error error = decoded.error();
  error.location.source = source;
  return std::unexpected(std::move(error));
}

Result<SidedRecords> with_known_side(const PolicySide& side, PolicyFormat format) {
  if (side.side) return SidedRecords{*side.side, side.user, side.records};
  return fail(ErrorCode::invalid_argument,
              fmt::format("{} names the side, which the input does not tell", title_of(format)), {},
              "--side machine or --side user tells it");
}

// The entries that reg::write() counts are not records, so the record that it has no words for is
// looked for by itself, once there is one.
std::unexpected<Error> unsayable_in_reg(Error error, const std::vector<SidedRecords>& sides,
                                        const reg::WriteOptions& options) {
  for (const SidedRecords& side : sides) {
    for (std::size_t i = 0; i < side.records.size(); ++i) {
      const auto file = records_to_reg({side.side, side.user, {side.records[i]}});
      if (!file) continue;
      const auto bytes = reg::write(*file, options);
      if (bytes) continue;
      error = bytes.error();
      error.location.record = i + 1;
      return std::unexpected(std::move(error));
    }
  }
  return std::unexpected(std::move(error));
}

Result<Bytes> encode_reg(const Sides& sides, const reg::WriteOptions& options) {
  reg::File file;
  std::vector<SidedRecords> known;
  for (const PolicySide& side : sides) {
    auto records = with_known_side(side, PolicyFormat::reg);
    if (!records) return std::unexpected(records.error());
    const auto part = records_to_reg(*records);
    if (!part) return std::unexpected(part.error());
    file.entries.insert(file.entries.end(), part->entries.begin(), part->entries.end());
    known.push_back(std::move(*records));
  }
  auto bytes = reg::write(file, options);
  if (!bytes) return unsayable_in_reg(std::move(bytes.error()), known, options);
  return bytes;
}

Result<Bytes> encode_lgpo(const Sides& sides, const lgpo::WriteOptions& options) {
  lgpo::File file;
  std::vector<std::size_t> starts;  // of each side's entries, of which each is one record
  for (const PolicySide& side : sides) {
    const auto records = with_known_side(side, PolicyFormat::lgpo);
    if (!records) return std::unexpected(records.error());
    const auto part = records_to_lgpo(*records);
    if (!part) return std::unexpected(part.error());
    starts.push_back(file.entries.size());
    file.entries.insert(file.entries.end(), part->entries.begin(), part->entries.end());
  }
  auto bytes = lgpo::write(file, options);
  if (!bytes && bytes.error().location.record) {
    std::uint64_t& record = *bytes.error().location.record;  // from 1; becomes the side's own
    record -= *std::prev(std::ranges::lower_bound(starts, record));
  }
  return bytes;
}

Bytes to_bytes(std::string_view text) {
  const ByteView bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

Bytes encode_json(const PolicySide& side) {
  return to_bytes(instructions_json::write({side.side, side.user, side.records}));
}

Result<Bytes> encode_samba_xml(const PolicySide& side) {
  const auto text = samba_xml::write(side.records);
  if (!text) return std::unexpected(text.error());
  return to_bytes(*text);
}

// The name of an XML file's root element; empty where something else stands there.
std::u16string_view root_element(std::u16string_view text) {
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(u" \t\r\n"), text.size()));
    const bool comment = text.starts_with(u"<!--");
    if (!comment && !text.starts_with(u"<?")) break;
    const std::u16string_view close = comment ? u"-->" : u"?>";
    const std::size_t end = text.find(close);
    if (end == std::u16string_view::npos) return {};
    text.remove_prefix(end + close.size());
  }
  if (!text.starts_with(u'<')) return {};
  text.remove_prefix(1);
  return text.substr(0, text.find_first_of(u" \t\r\n/>"));
}

const FormatRow& row_of(PolicyFormat format) {
  return *std::ranges::find(kFormats, format, &FormatRow::format);
}

}  // namespace

const std::vector<PolicyFormat>& policy_formats() {
  static const std::vector<PolicyFormat> formats = [] {
    std::vector<PolicyFormat> list;
    for (const FormatRow& row : kFormats) list.push_back(row.format);
    return list;
  }();
  return formats;
}

std::string_view word_of(PolicyFormat format) { return row_of(format).word; }
std::string_view suffix_of(PolicyFormat format) { return row_of(format).suffix; }
std::string_view title_of(PolicyFormat format) { return row_of(format).title; }
bool can_be_read(PolicyFormat format) { return row_of(format).readable; }
bool holds_several_sides(PolicyFormat format) { return row_of(format).several_sides; }

std::optional<PolicyFormat> parse_policy_format(std::string_view text) {
  const auto row = std::ranges::find(kFormats, text, &FormatRow::word);
  return row == std::end(kFormats) ? std::nullopt : std::optional(row->format);
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
    if (root_element(text) == u"PolFile") return PolicyFormat::samba_xml;
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

Result<Sides> decode_policy_file(PolicyFormat format, ByteView content, const std::string& source) {
  return decode(format, content, source, nullptr);
}

Result<Sides> decode_policy_file(PolicyFormat format, ByteView content, const std::string& source,
                                 Diagnostics& left_out) {
  const std::size_t first = left_out.items.size();
  auto sides = decode(format, content, source, &left_out);
  for (std::size_t i = first; i < left_out.items.size(); ++i) {
    left_out.items[i].location.source = source;
  }
  return sides;
}

Result<Bytes> encode_policy_file(PolicyFormat format, const Sides& sides,
                                 const EncodeOptions& options) {
  if (sides.size() != 1 && !holds_several_sides(format)) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("{} holds one side, the input {}", title_of(format), sides.size()), {},
                "--side and --user choose one");
  }
  switch (format) {
    case PolicyFormat::pol: return pol::write(sides.front().records);
    case PolicyFormat::json: return encode_json(sides.front());
    case PolicyFormat::samba_xml: return encode_samba_xml(sides.front());
    case PolicyFormat::reg: return encode_reg(sides, {.version = options.reg_version});
    case PolicyFormat::lgpo: return encode_lgpo(sides, {.encoding = options.lgpo_encoding});
    case PolicyFormat::csv: return to_bytes(records_to_csv(sides, {.raw = options.csv_raw}));
  }
  return fail(ErrorCode::internal, "a format without a writer");
}

Sides without_unsayable(PolicyFormat format, Sides sides, const EncodeOptions& options,
                        Diagnostics& left_out) {
  for (PolicySide& side : sides) {
    Records sayable;
    for (std::size_t i = 0; i < side.records.size(); ++i) {
      PolicySide alone{side.side.value_or(Side::machine), side.user, {}};
      alone.records.push_back(std::move(side.records[i]));
      auto encoded = encode_policy_file(format, {alone}, options);
      if (encoded || encoded.error().code != ErrorCode::not_representable) {
        sayable.push_back(std::move(alone.records.front()));
        continue;
      }
      Location& location = encoded.error().location;
      location.record = i + 1;
      if (location.path.empty()) {  // not this record, but all of the side
        const Record& record = alone.records.front();
        location.path = escape_for_display(record.key + u"\\" + record.name);
      }
      exchange::leave_out(left_out, fmt::format("loss.{}", word_of(format)),
                          std::move(encoded.error()));
    }
    side.records = std::move(sayable);
  }
  return sides;
}

std::string suffixes_for(const Record& record) {
  std::vector<std::string_view> suffixes;
  for (const FormatRow& row : kFormats) {
    if (!row.readable) continue;
    if (encode_policy_file(row.format, {PolicySide{Side::machine, {}, {record}}})) {
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

std::string describe(const PolicySide& side) {
  if (!side.side) return "side not known";
  if (side.user.empty()) return fmt::format("{} side", to_string(*side.side));
  return fmt::format("{} side of {}", to_string(*side.side), escape_for_display(side.user));
}

}  // namespace regpolicy
