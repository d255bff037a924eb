#include "policy/check_templates/translation.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/text.hpp>
#include <regpolicy/translation.hpp>

#include "core/find_byte.hpp"

namespace regpolicy::check_templates {
namespace {

// Shorter texts are often names, which are the same in many languages.
constexpr std::size_t kLongText = 40;
constexpr std::ptrdiff_t kWords = 5;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string primary(std::string_view language) {
  return ascii_lower(language.substr(0, language.find('-')));
}

// A separator between groups of three digits: "1,000", "1.000", "1 000", with a no-break space too.
std::size_t group_separator(std::string_view text, std::size_t at) {
  std::size_t length = 0;
  for (const std::string_view mark : {",", ".", " ", "'", "\xC2\xA0", "\xE2\x80\xAF"}) {
    if (text.substr(at).starts_with(mark)) length = mark.size();
  }
  if (length == 0) return 0;
  const std::string_view group = text.substr(at + length, 4);
  const auto digits = std::ranges::find_if_not(group, is_digit) - group.begin();
  return digits == 3 ? length : 0;
}

template <class Row>
std::vector<const Row*> only_in(const std::vector<Row>& rows, const ByName<const Row*>& other) {
  std::vector<const Row*> found;
  std::set<std::string_view> seen;
  for (const Row& row : rows) {
    if (!row.id.empty() && !other.contains(row.id) && seen.insert(row.id).second) {
      found.push_back(&row);
    }
  }
  return found;
}

const Control* control_of(const Presentation& presentation, std::string_view id) {
  const auto found = std::ranges::find_if(
      presentation.controls, [id](const Control& row) { return ref_id_of(row) == id; });
  return found == presentation.controls.end() ? nullptr : &*found;
}

struct SameDefault {
  template <class A, class B>
  bool operator()(const A&, const B&) const {
    return true;
  }
  template <class Box>
    requires requires(Box box) { box.spin_step; }
  bool operator()(const Box& a, const Box& b) const {
    return a.default_value.value_or(1) == b.default_value.value_or(1);
  }
  bool operator()(const CheckBox& a, const CheckBox& b) const {
    return a.default_checked.value_or(false) == b.default_checked.value_or(false);
  }
  bool operator()(const DropdownList& a, const DropdownList& b) const {
    return a.default_item == b.default_item;
  }
};

}  // namespace

const Language* reference_of(const LanguageEntry& entry) {
  const Language* const reference = entry.file->reference;
  const bool is_itself = reference != nullptr && reference->resources == entry.language->resources;
  return is_itself ? nullptr : reference;
}

std::vector<const ResourceString*> strings_only_in(const Language& a, const Language& b) {
  return only_in(a.resources->strings, b.strings);
}

std::vector<const Presentation*> presentations_only_in(const Language& a, const Language& b) {
  return only_in(a.resources->presentations, b.presentations);
}

bool is_untranslated(const Language& language, std::string_view text, const Language& reference,
                     std::string_view of_reference) {
  return text == of_reference && utf16_units(text) >= kLongText &&
         std::ranges::count(text, ' ') + 1 >= kWords &&
         primary(language.resources->language) != primary(reference.resources->language);
}

std::set<std::string> placeholders(std::string_view text) {
  std::vector<std::string> all = translation::placeholders_of(text);
  return {std::make_move_iterator(all.begin()), std::make_move_iterator(all.end())};
}

std::set<std::string> numbers(std::string_view text) {
  std::set<std::string> found;
  const auto is_begin = [](unsigned char c) { return (c >= '0') & (c <= '9'); };
  for (std::size_t at = find_byte(text, 0, is_begin); at < text.size();
       at = find_byte(text, at, is_begin)) {
    std::string number;
    while (at < text.size() && is_digit(text[at])) {
      number += text[at++];
      at += group_separator(text, at);
    }
    if (number.size() > 1) found.insert(std::move(number));
  }
  return found;
}

std::vector<std::string> controls_of(const Presentation& presentation) {
  std::vector<std::string> controls;
  for (const Control& row : presentation.controls) {
    if (ref_id_of(row).empty()) continue;
    controls.push_back(fmt::format("{} {}", adml_name(kind_of(row)), ref_id_of(row)));
  }
  return controls;
}

bool have_other_controls(const Presentation& a, const Presentation& b) {
  const std::vector<std::string> of_a = controls_of(a);
  const std::vector<std::string> of_b = controls_of(b);
  const auto ids = [](const Presentation& presentation) {
    std::multiset<std::string_view> all;
    for (const Control& row : presentation.controls) all.insert(ref_id_of(row));
    all.erase(std::string_view());
    return all;
  };
  return of_a != of_b && ids(a) == ids(b);
}

const Control* other_default(const Presentation& a, const Presentation& b) {
  for (const Control& row : a.controls) {
    if (ref_id_of(row).empty()) continue;
    const Control* const other = control_of(b, ref_id_of(row));
    if (other != nullptr && !std::visit(SameDefault{}, row, *other)) return &row;
  }
  return nullptr;
}

}  // namespace regpolicy::check_templates
