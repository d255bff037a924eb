// The members of one line of a snapshot: each is read once, and none may be left over.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/value.hpp>

#include "formats/json/json_parts.hpp"

namespace regpolicy::snapshot {

// The first thing that is wrong; what is read after it is without meaning.
struct Reading {
  std::string source;
  std::uint32_t line = 0;  // 0: of no line
  std::optional<Error> error;

  // `path` is the member within the line.
  void refuse(std::string message, std::string path = {}, std::string hint = {});
};

class Fields {
 public:
  // `path` is the place of the object within its line; empty for the line's own.
  Fields(Reading& reading, const Json& object, std::string_view path = {});

  // Each is an error where the member is missing or has another kind of value.
  [[nodiscard]] std::string text(std::string_view key);
  [[nodiscard]] std::string text_or_null(std::string_view key);  // empty for null
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  [[nodiscard]] std::u16string name(std::string_view key);
  [[nodiscard]] Type type(std::string_view key);
  // Where the member is missing: no elements, no value, false.
  [[nodiscard]] const Json::array_t& elements_if_any(std::string_view key);
  [[nodiscard]] const Json* value_if_any(std::string_view key);
  [[nodiscard]] bool true_if_any(std::string_view key);

  // An error where the object has members that were not read.
  void finish();

  [[nodiscard]] std::string path_of(std::string_view key) const;

 private:
  [[nodiscard]] const Json* find(std::string_view key);
  void expect(std::string_view key, std::string_view what);

  Reading& reading_;
  const Json& object_;
  std::string_view path_;
  std::size_t read_ = 0;  // members
};

// As name_to_json() writes it; nothing where it is none.
[[nodiscard]] std::optional<std::u16string> name_of_json(const Json& json);

}  // namespace regpolicy::snapshot
