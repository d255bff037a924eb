#include "source_input.hpp"

#include <chrono>
#include <utility>

#include <regpolicy/utc_time.hpp>

namespace regpolicy::tools {
namespace {

std::string time_now() {
  return utc_text(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

}  // namespace

Result<std::vector<audit::Source>> given_sources(const Arguments& arguments) {
  std::vector<audit::Source> sources;
  for (const std::string& text : arguments.all("source")) {
    auto source = audit::parse_source(real_file_system(), text);
    if (!source) return std::unexpected(source.error());
    sources.push_back(std::move(*source));
  }
  return sources;
}

audit::SourceOptions source_options(const Arguments& arguments) {
  return {.accept_dirty = arguments.has("accept-dirty"),
          .pol_side = parse_side(arguments.get("side"))};
}

Option accept_dirty_option() {
  return {.name = "accept-dirty",
          .letter = "",
          .operand = "",
          .help = "Take unclean hives that no log mends as they are",
          .operands = 0};
}

std::string stamp(const Arguments& arguments) {
  return arguments.has("stamp") ? time_now() : std::string();
}

}  // namespace regpolicy::tools
