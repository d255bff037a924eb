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

// Without a copy, which a list in braces would make.
Sides one_side(PolicySide side) {
  Sides sides;
  sides.push_back(std::move(side));
  return sides;
}

Result<Sides> decode_pol(ByteView content, const std::string& source) {
  auto records = pol::read(content, source);
  if (!records) return std::unexpected(records.error());
  return one_side({side_of_path(source), {}, std::move(*records)});
}

Result<Sides> decode_json(ByteView content, const std::string& source) {
  auto file = instructions_json::read(content, source);
  if (!file) return std::unexpected(file.error());
  return one_side({file->side, std::move(file->user), std::move(file->records)});
}

Result<Sides> decode_samba_xml(ByteView content, const std::string& source) {
  auto records = samba_xml::read(content, source);
  if (!records) return std::unexpected(records.error());
  return one_side({side_of_path(source), {}, std::move(*records)});
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

Result<Sides> decode_policy_rules(ByteView content, const std::string& source,
                                  Diagnostics* left_out) {
  const auto file = policy_rules::read(content, source);
  if (!file) return std::unexpected(file.error());
  if (left_out != nullptr) return to_sides(records_from_policy_rules(*file, *left_out));
  auto parts = records_from_policy_rules(*file);
  if (!parts) return std::unexpected(parts.error());
  return to_sides(std::move(*parts));
}

Result<Sides> decode(PolicyFormat format, ByteView content, const std::string& source,
                     Diagnostics* left_out) {
  auto decoded = [&]() -> Result<Sides> {
    switch (format) {
      case PolicyFormat::pol: return decode_pol(content, source);
      case PolicyFormat::reg: return decode_reg(content, source, left_out);
      case PolicyFormat::lgpo: return decode_lgpo(content, source, left_out);
      case PolicyFormat::json: return decode_json(content, source);
      case PolicyFormat::policy_rules: return decode_policy_rules(content, source, left_out);
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

// The registry entries of every side, then each of the other elements once.
Result<Bytes> encode_policy_rules(const Sides& sides, const PolicyRulesOptions& options) {
  policy_rules::File file;
  std::vector<policy_rules::Entry> elements;
  for (const PolicySide& side : sides) {
    const auto records = with_known_side(side, PolicyFormat::policy_rules);
    if (!records) return std::unexpected(records.error());
    auto part = records_to_policy_rules(*records, options);
    if (!part) return std::unexpected(part.error());
    for (policy_rules::Entry& entry : part->entries) {
      if (std::holds_alternative<policy_rules::RegistryEntry>(entry)) {
        file.entries.push_back(std::move(entry));
      } else if (std::ranges::find(elements, entry) == elements.end()) {
        elements.push_back(std::move(entry));
      }
    }
  }
  std::ranges::move(elements, std::back_inserter(file.entries));
  return policy_rules::write(file);
}

}  // namespace

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
    case PolicyFormat::policy_rules: return encode_policy_rules(sides, options.policy_rules);
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
  for (const PolicyFormat format : policy_formats()) {
    if (!can_be_read(format)) continue;
    if (encode_policy_file(format, {PolicySide{Side::machine, {}, {record}}})) {
      suffixes.push_back(suffix_of(format));
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
