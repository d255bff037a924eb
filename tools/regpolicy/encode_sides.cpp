#include "encode_sides.hpp"

#include <fmt/format.h>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

void add_hint(Error& error, std::string_view hint) {
  if (!error.hint.empty()) error.hint += "; ";
  error.hint += hint;
}

// What a side is called in messages. Records are counted by side, so several need telling apart.
std::string name_of(const PolicySide& side, bool one_of_several, const std::string& source) {
  return one_of_several ? fmt::format("{}, {}", source, describe(side)) : source;
}

// The error with the formats that have words for its record.
Error with_other_formats(Error error, const PolicySide& side) {
  const auto record = error.location.record;
  if (!record || *record > side.records.size()) return error;
  const std::string suffixes = suffixes_for(side.records[*record - 1]);
  if (!suffixes.empty()) add_hint(error, suffixes + " can hold it");
  return error;
}

// An error of several sides does not tell which one it is about.
Error explain(const Error& error, PolicyFormat format, const std::vector<PolicySide>& sides,
              const EncodeOptions& options, const std::string& source) {
  if (error.code != ErrorCode::not_representable) return in_source(error, source);
  for (const PolicySide& side : sides) {
    const auto alone = encode_policy_file(format, {side}, options);
    if (alone || alone.error().code != ErrorCode::not_representable) continue;
    return in_source(with_allow_loss_hint(with_other_formats(alone.error(), side)),
                     name_of(side, sides.size() > 1, source));
  }
  return in_source(with_allow_loss_hint(error), source);
}

}  // namespace

Result<Bytes> encode_sides(PolicyFormat format, const std::vector<PolicySide>& sides,
                           const EncodeOptions& options, const std::string& source) {
  auto content = encode_policy_file(format, sides, options);
  if (content) return content;
  return std::unexpected(explain(content.error(), format, sides, options, source));
}

Result<std::optional<Bytes>> encode_what_can_be(PolicyFormat format, std::vector<PolicySide>& sides,
                                                const EncodeOptions& options,
                                                const std::string& source, Diagnostics& left_out) {
  auto content = encode_policy_file(format, sides, options);
  if (content) return std::optional(std::move(*content));
  if (content.error().code != ErrorCode::not_representable) {
    return std::unexpected(in_source(content.error(), source));
  }
  std::vector<PolicySide> rest;
  const bool several = sides.size() > 1;
  for (PolicySide& side : sides) {
    const std::string name = name_of(side, several, source);
    const std::size_t first = left_out.items.size();
    std::vector<PolicySide> alone;
    alone.push_back(std::move(side));
    alone = without_unsayable(format, std::move(alone), options, left_out);
    for (std::size_t i = first; i < left_out.items.size(); ++i) {
      left_out.items[i].location.source = name;
    }
    if (!alone.front().records.empty()) rest.push_back(std::move(alone.front()));
  }
  sides = std::move(rest);
  if (sides.empty()) return std::nullopt;
  content = encode_policy_file(format, sides, options);
  if (!content) return std::unexpected(in_source(content.error(), source));
  return std::optional(std::move(*content));
}

Error with_allow_loss_hint(Error error) {
  if (error.code == ErrorCode::not_representable) {
    add_hint(error, "--allow-loss leaves it out");
  }
  return error;
}

}  // namespace regpolicy::tools
