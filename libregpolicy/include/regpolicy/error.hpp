// One failure that stops an operation, with its place in the input.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <utility>

namespace regpolicy {

enum class ErrorCode {
  malformed,          // the input breaks its format's rules
  invalid_argument,   // the caller asked for something that cannot be
  not_representable,  // valid, but the output format has no way to say it
  not_found,          // a named thing does not exist
  limit_exceeded,     // larger than a named limit of limits.hpp
  already_exists,     // an output exists and may not be overwritten
  access_denied,
  conflict,  // what is there is not what the caller saw, or someone else is changing it
  io,        // any other failure of reading or writing
  internal,  // a defect of this library
};

// Where in the input. Only what is known is set; lines, columns and records count from 1, offsets
// from 0 in bytes. Columns count Unicode code points.
struct Location {
  std::string source{};  // file name, or what the caller called the input
  std::optional<std::uint64_t> offset{};
  std::optional<std::uint32_t> line{};
  std::optional<std::uint32_t> column{};
  std::optional<std::uint64_t> record{};
  std::string path{};                     // logical place: key\value, policy id
  std::optional<std::uint64_t> length{};  // bytes of the field at `offset`; for programs

  [[nodiscard]] bool operator==(const Location&) const = default;
};

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;  // what was found, what was expected; no place, no final full stop
  Location location;
  std::string hint;  // what to do about it; may be empty

  [[nodiscard]] bool operator==(const Error&) const = default;
};

template <class T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message,
                                                 Location location = {}, std::string hint = {}) {
  return std::unexpected<Error>(
      Error{code, std::move(message), std::move(location), std::move(hint)});
}

// "a.toml:12:3" or "a.pol: record 4, offset 0x1c"; empty where nothing is known.
[[nodiscard]] std::string to_string(const Location& location);

// "a.toml:12:3: error: unknown key 'clas' (did you mean 'class'?)"
[[nodiscard]] std::string to_string(const Error& error);

}  // namespace regpolicy
