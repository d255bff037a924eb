#include <set>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "policy/element_answer.hpp"
#include "policy/element_option.hpp"
#include "policy/setting_compiler.hpp"

namespace regpolicy {
namespace {

// Four forms: the administrator names the values; a value's name is its data; 1, 2, 3 ...; a
// prefix with such a number.
std::u16string name_of_row(const ListElement& list, const std::u16string& prefix,
                           const ListRow& row, std::size_t number) {
  if (list.explicit_value) return row.name;
  if (!list.value_prefix) return row.data;
  const std::string digits = std::to_string(number);
  return prefix + std::u16string(digits.begin(), digits.end());
}

}  // namespace

void put_list_element(SettingCompiler& compiler, const Element& element, const ListElement& list) {
  const auto rows = list_answer(compiler, element, list);
  // An empty list writes nothing at all, not even the clearing of the key.
  if (!rows || rows->empty()) return;
  const std::u16string key = key_of_element(compiler, element);
  const std::u16string prefix = compiler.units(list.value_prefix.value_or(""));
  const Type type = list.expandable ? Type::expand_sz : Type::sz;
  if (!list.additive) compiler.clear_key(key);
  std::set<std::u16string, NameLess> names;
  std::set<std::u16string> entries;
  for (const ListRow& row : *rows) {
    const std::u16string name = name_of_row(list, prefix, row, names.size() + 1);
    const std::u16string& entry = list.explicit_value ? row.name : row.data;
    if (entry.empty()) {
      compiler.option_error("bad-list", element.id,
                            fmt::format("row {} of {} is empty", names.size() + 1, named(element)));
      return;
    }
    if (!names.insert(name).second || !entries.insert(entry).second) {
      compiler.option_error("bad-list", element.id,
                            fmt::format("row {} of {} repeats '{}'", entries.size() + 1,
                                        named(element), escape_for_display(entry)));
      return;
    }
    compiler.put(SetValue{key, name, make_string(type, row.data)});
  }
}

}  // namespace regpolicy
