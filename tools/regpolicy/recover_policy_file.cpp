#include "recover_policy_file.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

// A broken header tells nothing: what is not known to be another format is a Registry.pol.
PolicyFormat format_of(const std::string& path, ByteView content) {
  if (const auto format = policy_format_of_path(path)) return *format;
  return policy_format_of_content(content).value_or(PolicyFormat::pol);
}

std::string describe(const std::string& path, pol::DroppedRange range) {
  range.why.location.source.clear();
  const std::string what = range.size == 0
                               ? "missing"
                               : fmt::format("dropped the bytes {} to {} ({} bytes)", range.offset,
                                             range.offset + range.size - 1, range.size);
  return fmt::format("{}: {}: {}", escape_for_display(path), what, to_string(range.why));
}

}  // namespace

Result<RecoveredFile> recover_policy_file(const std::string& path,
                                          std::optional<PolicyFormat> format) {
  const auto content = read_input(path);
  if (!content) return std::unexpected(content.error());
  if (!format) format = format_of(path, *content);
  if (*format != PolicyFormat::pol) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("--recover is for a Registry.pol, found {}", title_of(*format)),
                {.source = path});
  }
  auto recovery = pol::recover(*content, path);
  if (!recovery) return std::unexpected(recovery.error());
  PolicySide side{side_of_path(path), {}, std::move(recovery->records)};
  RecoveredFile recovered;
  recovered.file.format = PolicyFormat::pol;
  recovered.file.sides.push_back(std::move(side));
  recovered.dropped = std::move(recovery->dropped);
  return recovered;
}

void say_dropped(const std::string& path, const RecoveredFile& recovered) {
  if (recovered.dropped.empty()) return;
  std::uint64_t bytes = 0;
  for (const pol::DroppedRange& range : recovered.dropped) {
    say(describe(path, range));
    bytes += range.size;
  }
  const auto counted = [](std::uint64_t count, std::string_view word) {
    return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
  };
  say(fmt::format("{}: kept {}, dropped {} with {}", escape_for_display(path),
                  counted(recovered.file.sides.front().records.size(), "record"),
                  counted(recovered.dropped.size(), "range"), counted(bytes, "byte")));
}

Option recover_option() {
  return {"recover", "", "", "Keep the intact records of a broken Registry.pol", 0};
}

}  // namespace regpolicy::tools
