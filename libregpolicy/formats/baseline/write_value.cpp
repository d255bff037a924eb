#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "formats/baseline/writing.hpp"
#include "formats/toml/toml_text.hpp"

namespace regpolicy::baseline {
namespace {

// Can a person write the text in a baseline?
bool is_plain(std::u16string_view text) {
  return is_well_formed(text) && text.find(u'\0') == std::u16string_view::npos;
}

bool is_plain_name(const std::u16string& name) {
  return is_plain(name) && name.size() <= limits::kValueNameUnits;
}

bool are_plain(const std::vector<std::u16string>& names, std::u16string_view forbidden) {
  return !names.empty() && std::ranges::all_of(names, [forbidden](const std::u16string& name) {
    return !name.empty() && is_plain(name) && name.find_first_of(forbidden) == std::u16string::npos;
  });
}

std::string type_line(Type type) {
  const std::string name = to_string(type);
  constexpr std::string_view kHead = "REG_";
  if (!name.starts_with(kHead)) return fmt::format("type = {}\n", name);
  return text_line("type", std::string_view(ascii_lower(name.substr(kHead.size()))));
}

std::string strings_line(const std::vector<std::u16string>& strings) {
  std::vector<std::string> items;
  for (const std::u16string& text : strings) items.push_back(document::in_quotes(to_utf8(text)));
  return fmt::format("data = {}\n", document::array_text(items));
}

// `data`, where reading it again gives the same bytes; else empty.
std::string data_line(const Value& value) {
  if (value.type == Type::dword) {
    if (const auto number = get_dword(value)) return fmt::format("data = {}\n", *number);
  } else if (value.type == Type::qword) {
    const auto number = get_qword(value);
    if (number && *number <= INT64_MAX) return fmt::format("data = {}\n", *number);
    if (number) return fmt::format("data = \"{}\"\n", *number);
  } else if (value.type == Type::sz || value.type == Type::expand_sz) {
    const auto text = get_string(value);
    if (text && is_plain(*text) && make_string(value.type, *text) == value) {
      return text_line("data", std::u16string_view(*text));
    }
  } else if (value.type == Type::multi_sz) {
    const auto strings = get_multi_string(value);
    if (strings && std::ranges::all_of(*strings, is_plain) &&
        make_multi_string(*strings) == value) {
      return strings_line(*strings);
    }
  } else {
    return text_line("data", std::string_view(to_hex(value.data)));
  }
  return {};
}

std::string value_lines(const Value& value) {
  const std::string data = data_line(value);
  return type_line(value.type) +
         (data.empty() ? text_line("bytes", std::string_view(to_hex(value.data))) : data);
}

std::string names_line(const std::vector<std::u16string>& names) {
  std::vector<std::string> items;
  for (const std::u16string& name : names) items.push_back(document::in_quotes(to_utf8(name)));
  return fmt::format("names = {}\n", document::array_text(items));
}

std::string action_line(std::string_view action) { return text_line("action", action); }

// What follows the key; empty where no action but "record" can say the instruction.
struct Writer {
  std::string operator()(const SetValue& i) const {
    if (!is_plain_name(i.name) || !can_encode(i)) return {};
    return text_line("name", std::u16string_view(i.name)) + value_lines(i.value);
  }
  std::string operator()(const SetIfAbsent& i) const {
    if (!is_plain_name(i.name)) return {};
    return action_line("set_if_absent") + text_line("name", std::u16string_view(i.name)) +
           value_lines(i.value);
  }
  std::string operator()(const DeleteValue& i) const {
    if (!is_plain_name(i.name)) return {};
    return action_line("delete") + text_line("name", std::u16string_view(i.name));
  }
  std::string operator()(const DeleteAllValues&) const { return action_line("delete_all_values"); }
  std::string operator()(const DeleteValues& i) const {
    if (!are_plain(i.names, u";")) return {};
    return action_line("delete_values") + names_line(i.names);
  }
  std::string operator()(const DeleteKeys& i) const {
    if (!are_plain(i.names, u";\\")) return {};
    return action_line("delete_keys") + names_line(i.names);
  }
  std::string operator()(const SecureKey& i) const {
    return action_line("secure_key") + fmt::format("secure = {}\n", i.secure);
  }
  std::string operator()(const CreateKey&) const { return action_line("create_key"); }
  std::string operator()(const Comment&) const { return {}; }
  std::string operator()(const Unknown&) const { return {}; }
};

std::string any_text_line(std::string_view key, std::u16string_view text) {
  if (is_plain(text)) return text_line(key, text);
  Bytes bytes;
  append_utf16le(bytes, text);
  return text_line(fmt::format("{}_utf16le", key), std::string_view(to_hex(bytes)));
}

std::string record_lines(const Record& record) {
  return any_text_line("key", record.key) + action_line("record") +
         any_text_line("name", record.name) + type_line(record.value.type) +
         text_line("bytes", std::string_view(to_hex(record.value.data)));
}

}  // namespace

std::string value_text(const BaselineValue& value) {
  std::string text = "[[value]]\n";
  if (value.side == Side::user) text += text_line("side", std::string_view("user"));
  const std::u16string& key = key_of(value.instruction);
  const std::string rest = is_plain(key) && key_defect(key).empty()
                               ? std::visit(Writer{}, value.instruction)
                               : std::string();
  if (rest.empty()) {
    text += record_lines(encode(value.instruction));
  } else {
    text += text_line("key", std::u16string_view(key)) + rest;
  }
  return text + traits_lines(value.audit);
}

}  // namespace regpolicy::baseline
