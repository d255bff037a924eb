#include "audit/scap/characteristics.hpp"

#include <fmt/format.h>

#include <regpolicy/secret.hpp>
#include <regpolicy/text.hpp>

#include "audit/evidence.hpp"

namespace regpolicy::audit {
namespace {

using oval::Collected;
using oval::Datatype;
using oval::Item;

// What XML cannot hold is escaped.
std::string xml_name(const std::string& name) {
  return oval::is_xml_text(name) ? name : escape_for_display(name);
}

Item::Found found_text(std::u16string_view text) {
  return {Datatype::string, xml_name(to_utf8(text))};
}

// Bytes that do not fit their type are no value for OVAL.
std::vector<Item::Found> found_values(const Value& value) {
  switch (value.type) {
    case Type::dword:
    case Type::dword_big_endian: {
      const auto number = get_dword(value);
      return {{Datatype::integer, number ? std::optional(std::to_string(*number)) : std::nullopt}};
    }
    case Type::qword: {
      const auto number = get_qword(value);
      return {{Datatype::integer, number ? std::optional(std::to_string(*number)) : std::nullopt}};
    }
    case Type::sz:
    case Type::expand_sz:
    case Type::link: {
      const auto text = get_string(value);
      return {text ? found_text(*text) : Item::Found{}};
    }
    case Type::multi_sz: {
      const auto strings = get_multi_string(value);
      if (!strings || strings->empty()) return {Item::Found{}};
      std::vector<Item::Found> found;
      for (const std::u16string& text : *strings) found.push_back(found_text(text));
      return found;
    }
    case Type::none:
    case Type::binary:
    case Type::resource_list:
    case Type::full_resource_descriptor:
    case Type::resource_requirements_list: break;
  }
  return {{Datatype::binary, to_hex(value.data)}};
}

class OvalCollector {
 public:
  explicit OvalCollector(const OvalDraft& draft)
      : observation_(draft.observation()), words_(draft.words()) {}

  void collect(const DraftedObject& object) {
    const OvalSource& source = object.source;
    source_ = &source;
    is_compared_with_number_ = object.is_compared_with_number;
    Collected collected;
    switch (source.kind) {
      case OvalSource::Kind::value: collect_value(collected); break;
      case OvalSource::Kind::key: collect_key(collected); break;
      case OvalSource::Kind::subkeys: collect_subkeys(collected); break;
      case OvalSource::Kind::subkey_values: collect_subkey_values(collected); break;
      case OvalSource::Kind::all_values: collect_all_values(collected); break;
      case OvalSource::Kind::build: collect_build(collected); break;
      case OvalSource::Kind::edition: collect_edition(collected); break;
    }
    result_.collected.push_back(std::move(collected));
  }
  [[nodiscard]] oval::Characteristics finish() &&;

 private:
  using Flag = Collected::Flag;

  [[nodiscard]] const ObservedSide& side() const {
    return source_->user ? observation_.users[*source_->user].registry : observation_.machine;
  }
  [[nodiscard]] Item item_at(std::u16string_view key) const {
    return {source_->user ? oval::Hive::users : oval::Hive::local_machine,
            xml_name(oval_key(observation_, source_->user, key))};
  }
  [[nodiscard]] Item value_item(std::u16string_view key, std::u16string_view name,
                                const Value& value) const {
    Item item = item_at(key);
    item.name = xml_name(to_utf8(name));
    if (const std::string type = oval_type(value.type); !type.empty()) item.type = type;
    item.values = found_values(value);
    if (!is_compared_with_number_) return item;
    // OpenSCAP 1.3 ends where it compares an empty value with a number.
    for (Item::Found& found : item.values) {
      if (found.text && found.text->empty()) found.text.reset();
    }
    return item;
  }
  void add(Collected& collected, const Item& item) {
    const auto [place, is_new] = numbers_.emplace(item, result_.items.size());
    if (is_new) result_.items.push_back(item);
    collected.items.push_back(place->second);
  }
  // For what may be there besides: without an item of its own a program could take what is missing
  // for all there is.
  void add_rest(Collected& collected) {
    Item item = item_at(source_->key);
    item.is_collected = false;
    add(collected, item);
    collected.flag = Flag::incomplete;
  }
  static void set_flag(Collected& collected, bool is_told) {
    collected.flag = !collected.items.empty() ? Flag::complete
                     : is_told                ? Flag::does_not_exist
                                              : Flag::not_collected;
  }

  // A secret, which no test may look at.
  void hide(Collected& collected) const {
    collected.flag = Flag::not_collected;
    collected.items.clear();
    collected.message = fill(
        words_.secret_not_shown,
        path_for_people(
            {source_->user ? Side::user : Side::machine, source_->key, source_->name, {}, {}, {}},
            words_));
  }

  void collect_value(Collected& collected);
  void collect_key(Collected& collected);
  void collect_subkeys(Collected& collected);
  void collect_subkey_values(Collected& collected);
  void collect_all_values(Collected& collected);
  void collect_build(Collected& collected);
  void collect_edition(Collected& collected);
  void add_version(Collected& collected, std::u16string_view name, const std::string& text,
                   bool is_given);
  [[nodiscard]] std::optional<std::string> machine_text(std::u16string_view key,
                                                        std::u16string_view name) const;

  const Observation& observation_;
  const Words& words_;
  const OvalSource* source_ = nullptr;
  bool is_compared_with_number_ = false;
  oval::Characteristics result_{};
  std::map<Item, std::size_t> numbers_{};
};

void OvalCollector::collect_value(Collected& collected) {
  if (side().coverage.covers_value(source_->key, source_->name)) {
    if (const auto* const found = side().state.find(source_->key, source_->name)) {
      if (is_secret(found->name, found->value)) {
        hide(collected);
        return;
      }
      add(collected, value_item(source_->key, found->name, found->value));
    }
    set_flag(collected, true);
  } else {
    set_flag(collected, false);
  }
}

void OvalCollector::collect_key(Collected& collected) {
  if (side().state.find_key(source_->key) != nullptr) add(collected, item_at(source_->key));
  set_flag(collected, side().coverage.covers(source_->key));
}

void OvalCollector::collect_subkeys(Collected& collected) {
  for (const std::u16string& name : side().state.subkeys(source_->key)) {
    add(collected, item_at(source_->key + u"\\" + name));
  }
  const bool is_told = side().coverage.covers_subkeys(source_->key);
  set_flag(collected, is_told);
  if (!is_told) add_rest(collected);
}

void OvalCollector::collect_subkey_values(Collected& collected) {
  bool is_told = side().coverage.covers_subkeys(source_->key);
  for (const std::u16string& name : side().state.subkeys(source_->key)) {
    const std::u16string key = source_->key + u"\\" + name;
    if (!side().coverage.covers_value(key, source_->name)) {
      is_told = false;
    } else if (const auto* const found = side().state.find(key, source_->name)) {
      if (is_secret(found->name, found->value)) {
        hide(collected);
        return;
      }
      add(collected, value_item(key, found->name, found->value));
    }
  }
  set_flag(collected, is_told);
  if (!is_told) add_rest(collected);
}

void OvalCollector::collect_all_values(Collected& collected) {
  const bool is_told = side().coverage.covers_values(source_->key);
  if (is_told) {
    if (const State::Key* const key = side().state.find_key(source_->key)) {
      for (const auto& [folded, value] : key->values) {
        Item item = value_item(source_->key, value.name, value.value);
        if (is_secret(value.name, value.value)) item.values.clear();  // only its name is looked at
        add(collected, item);
      }
    }
  }
  set_flag(collected, is_told);
}

void OvalCollector::add_version(Collected& collected, std::u16string_view name,
                                const std::string& text, bool is_given) {
  Item item = value_item(kWindowsVersionKey, name, make_sz({}));
  item.values.front() = {Datatype::string, xml_name(text)};
  add(collected, item);
  if (is_given) collected.message = words_.version_given;
}

void OvalCollector::collect_build(Collected& collected) {
  if (const auto build = windows_build(observation_)) {
    add_version(collected, u"CurrentBuildNumber", std::to_string(*build),
                observation_.build.has_value());
  }
  set_flag(collected, false);
}

void OvalCollector::collect_edition(Collected& collected) {
  if (const auto edition = windows_edition(observation_)) {
    add_version(collected, u"EditionID", *edition, observation_.edition.has_value());
  }
  set_flag(collected, false);
}

std::optional<std::string> OvalCollector::machine_text(std::u16string_view key,
                                                       std::u16string_view name) const {
  const State::NamedValue* const found = observation_.machine.state.find(key, name);
  if (found == nullptr) return std::nullopt;
  const auto text = get_string(found->value);
  if (!text || text->empty()) return std::nullopt;
  return to_utf8(*text);
}

oval::Characteristics OvalCollector::finish() && {
  constexpr const char* kUnknownFact = "unknown";
  const auto build = windows_build(observation_);
  const std::string computer = computer_name(observation_);
  result_.system = {
      machine_text(kWindowsVersionKey, u"ProductName").value_or("Microsoft Windows"),
      build ? std::to_string(*build) : kUnknownFact,
      machine_text(u"SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment",
                   u"PROCESSOR_ARCHITECTURE")
          .value_or(kUnknownFact),
      computer.empty() ? kUnknownFact : computer};
  return std::move(result_);
}

}  // namespace

oval::Characteristics characteristics_of(const OvalDraft& draft) {
  OvalCollector collector(draft);
  for (const DraftedObject& object : draft.drafted()) collector.collect(object);
  return std::move(collector).finish();
}

}  // namespace regpolicy::audit
