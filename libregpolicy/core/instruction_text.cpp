#include <fmt/format.h>

#include <regpolicy/instruction.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

std::string path_of(const std::u16string& key, const std::u16string& name) {
  return escape_for_display(key + u"\\" + (name.empty() ? u"(Default)" : name));
}

std::string list_of(const std::vector<std::u16string>& names) {
  std::string text;
  for (const std::u16string& name : names) {
    text += (text.empty() ? "" : ", ") + escape_for_display(name);
  }
  return text;
}

struct Describer {
  std::size_t most_bytes = kDescribedBytes;

  [[nodiscard]] std::string with_value(const Value& value) const {
    return fmt::format("{} {}", to_string(value.type), describe(value, most_bytes));
  }

  std::string operator()(const SetValue& i) const {
    return fmt::format("set {} = {}", path_of(i.key, i.name), with_value(i.value));
  }
  std::string operator()(const SetIfAbsent& i) const {
    return fmt::format("set {} = {} where it does not exist", path_of(i.key, i.name),
                       with_value(i.value));
  }
  std::string operator()(const DeleteValue& i) const {
    return fmt::format("delete {}", path_of(i.key, i.name));
  }
  std::string operator()(const DeleteAllValues& i) const {
    return fmt::format("delete all values of {}", escape_for_display(i.key));
  }
  std::string operator()(const DeleteValues& i) const {
    return fmt::format("delete the values {} of {}", list_of(i.names), escape_for_display(i.key));
  }
  std::string operator()(const DeleteKeys& i) const {
    return fmt::format("delete the subkeys {} of {}", list_of(i.names), escape_for_display(i.key));
  }
  std::string operator()(const SecureKey& i) const {
    return fmt::format("{} {}", i.secure ? "secure the key" : "reset the permissions of the key",
                       escape_for_display(i.key));
  }
  std::string operator()(const CreateKey& i) const {
    return fmt::format("create the key {}", escape_for_display(i.key));
  }
  std::string operator()(const Comment& i) const {
    return fmt::format("comment {}", path_of(i.record.key, i.record.name));
  }
  std::string operator()(const Unknown& i) const {
    return fmt::format("unknown directive {} = {}", path_of(i.record.key, i.record.name),
                       with_value(i.record.value));
  }
};

}  // namespace

std::string describe(const Instruction& instruction, std::size_t most_bytes) {
  return std::visit(Describer{most_bytes}, instruction);
}

}  // namespace regpolicy
