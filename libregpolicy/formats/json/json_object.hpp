// Reading JSON documents that this library wrote: strict, with the place of what is wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/error.hpp>

#include "formats/json/json_parts.hpp"

namespace regpolicy {

// The first thing that is wrong in a document; what is read after it is without meaning.
struct JsonReading {
  std::string source;
  std::optional<Error> error;
};

// An object of a document. Everything it gives is a value of its own.
class JsonObject {
 public:
  JsonObject(JsonReading& reading, const Json& json, std::string path);

  // Each is an error where the key is missing or has another kind of value.
  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] std::optional<std::string> text_or_null(std::string_view key) const;
  [[nodiscard]] std::u16string name(std::string_view key) const;  // as name_to_json() writes it
  [[nodiscard]] bool truth(std::string_view key) const;
  [[nodiscard]] std::uint64_t number(std::string_view key) const;
  [[nodiscard]] std::optional<std::uint64_t> number_or_null(std::string_view key) const;
  [[nodiscard]] std::vector<JsonObject> objects(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;

  // Records what is wrong with a value that was read.
  void refuse(std::string_view key, std::string message) const;

 private:
  [[nodiscard]] const Json* find(std::string_view key) const;
  [[nodiscard]] std::string path_of(std::string_view key) const;

  JsonReading* reading_;
  const Json* json_;
  std::string path_;
};

// The document where it is an object whose "schema" is `schema`. Errors: line and column of what
// is no JSON; another schema.
[[nodiscard]] Result<Json> parse_document(ByteView bytes, std::string_view schema,
                                          const std::string& source);

}  // namespace regpolicy
