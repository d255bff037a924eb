#include <fmt/format.h>

#include <regpolicy/secret.hpp>
#include <regpolicy/text.hpp>

#include "audit/evidence.hpp"
#include "audit/judge.hpp"
#include "audit/scap/criteria.hpp"
#include "audit/value_test.hpp"

namespace regpolicy::audit {
namespace {

using oval::Comparison;
using oval::Datatype;
using oval::EntityCheck;
using oval::Operation;

OvalStates one_state(std::string type, Datatype datatype, std::string text) {
  oval::State state{.type = std::move(type)};
  state.value = Comparison{Operation::equals, datatype, {std::move(text)}};
  return {{std::move(state)}};
}

// Exactly these texts; neither their order nor how often one stands there can be said.
OvalStates texts_state(const std::string& type, std::vector<std::string> texts) {
  OvalStates states{{}, true};
  if (texts.empty()) {
    oval::State state{.type = type};
    state.value =
        Comparison{Operation::pattern_match, Datatype::string, {"^"}, EntityCheck::none_satisfy};
    states.list.push_back(std::move(state));
    return states;
  }
  for (const std::string& text : texts) {
    oval::State state{.type = type};
    state.value =
        Comparison{Operation::equals, Datatype::string, {text}, EntityCheck::at_least_one};
    states.list.push_back(std::move(state));
  }
  oval::State state{.type = type};
  state.value = Comparison{Operation::equals, Datatype::string, std::move(texts), EntityCheck::all};
  states.list.push_back(std::move(state));
  return states;
}

// Of a value with that type and those bytes; empty where OVAL has no value for them.
std::optional<OvalStates> exact_states(const Value& value) {
  const std::string type = oval_type(value.type);
  switch (value.type) {
    case Type::dword:
    case Type::dword_big_endian: {
      const auto number = get_dword(value);
      if (!number) return std::nullopt;
      return one_state(type, Datatype::integer, std::to_string(*number));
    }
    case Type::qword: {
      const auto number = get_qword(value);
      if (!number) return std::nullopt;
      return one_state(type, Datatype::integer, std::to_string(*number));
    }
    case Type::sz:
    case Type::expand_sz:
    case Type::link: {
      const auto text = get_string(value);
      if (!text || !oval::is_xml_text(to_utf8(*text))) return std::nullopt;
      return one_state(type, Datatype::string, to_utf8(*text));
    }
    case Type::multi_sz: {
      const auto strings = get_multi_string(value);
      if (!strings) return std::nullopt;
      std::vector<std::string> texts;
      for (const std::u16string& text : *strings) {
        texts.push_back(to_utf8(text));
        if (!oval::is_xml_text(texts.back())) return std::nullopt;
      }
      return texts_state(type, std::move(texts));
    }
    case Type::none:
    case Type::binary:
    case Type::resource_list:
    case Type::full_resource_descriptor:
    case Type::resource_requirements_list:
      return one_state(type, Datatype::binary, to_hex(value.data));
  }
  return std::nullopt;
}

struct InstructionCriteria {
  const Instructions& all;
  const OvalSubject& subject;
  OvalDraft& draft;
  std::vector<oval::Criteria> parts{};

  void operator()(const SetValue& i) {
    const std::string path = path_of(i.key, i.name);
    if (is_secret(i.name, i.value)) {
      parts.push_back(draft.cannot_say(fill(words().secret_not_shown, path)));
    } else if (const auto states = exact_states(i.value)) {
      parts.push_back(draft.any_is(value_at(i.key, i.name), *states,
                                   fmt::format("{}: {}", path, describe_value(i.value))));
    } else {
      parts.push_back(draft.cannot_say(fill(words().no_oval_value, path)));
    }
  }
  void operator()(const SetIfAbsent& i) {
    parts.push_back(
        draft.exists(value_at(i.key, i.name), comment(i.key, i.name, words().any_value)));
  }
  void operator()(const DeleteValue& i) { expect_absent(i.key, i.name); }
  void operator()(const DeleteValues& i) {
    for (const std::u16string& name : i.names) expect_absent(i.key, name);
  }
  void operator()(const DeleteAllValues& i);
  void operator()(const DeleteKeys& i) {
    for (const std::u16string& name : i.names) {
      const std::u16string key = i.key + u"\\" + name;
      if (is_made_by(all, key)) continue;
      parts.push_back(draft.is_absent(key_at(key), comment(key, {}, words().absent)));
    }
  }
  void operator()(const CreateKey& i) {
    parts.push_back(draft.exists(key_at(i.key), comment(i.key, {}, words().present)));
  }
  void operator()(const SecureKey& i) {
    parts.push_back(
        draft.cannot_say(fill(words().permissions_not_told, key_for_people(subject.side, i.key))));
  }
  void operator()(const Comment&) {}
  void operator()(const Unknown& i) {
    parts.push_back(draft.cannot_say(fill(
        words().unknown_directive, fmt::format("{}\\{}", key_for_people(subject.side, i.record.key),
                                               escape_for_display(i.record.name)))));
  }

  void expect_absent(const std::u16string& key, const std::u16string& name) {
    if (is_set_by(all, key, name)) return;
    parts.push_back(draft.is_absent(value_at(key, name), comment(key, name, words().absent)));
  }

  [[nodiscard]] const Words& words() const { return draft.words(); }
  [[nodiscard]] OvalSource value_at(const std::u16string& key, const std::u16string& name) const {
    return {OvalSource::Kind::value, subject.user, key, name};
  }
  [[nodiscard]] OvalSource key_at(const std::u16string& key) const {
    return {OvalSource::Kind::key, subject.user, key, {}};
  }
  [[nodiscard]] std::string path_of(const std::u16string& key,
                                    const std::optional<std::u16string>& name) const {
    return path_for_people({subject.side, key, name, {}, {}, {}}, words());
  }
  [[nodiscard]] std::string comment(const std::u16string& key,
                                    const std::optional<std::u16string>& name,
                                    std::string_view expected) const {
    return fmt::format("{}: {}", path_of(key, name), expected);
  }
};

void InstructionCriteria::operator()(const DeleteAllValues& i) {
  std::vector<std::string> kept;
  for (const Instruction& instruction : all) {
    const auto* const set = std::get_if<SetValue>(&instruction);
    const auto* const soft = std::get_if<SetIfAbsent>(&instruction);
    if ((set == nullptr && soft == nullptr) || !same_name(key_of(instruction), i.key)) continue;
    kept.push_back(to_utf8(set != nullptr ? set->name : soft->name));
    if (!oval::is_xml_text(kept.back())) {
      parts.push_back(draft.cannot_say(std::string(words().not_in_xml)));
      return;
    }
  }
  const OvalSource source{OvalSource::Kind::all_values, subject.user, i.key, {}};
  const std::string text = comment(i.key, {}, words().no_values);
  if (kept.empty()) {
    parts.push_back(draft.is_absent(source, text));
    return;
  }
  oval::State state;
  state.name = Comparison{Operation::case_insensitive_equals, Datatype::string, std::move(kept)};
  parts.push_back(draft.all_are(source, {{std::move(state)}}, text));
}

}  // namespace

std::optional<oval::Criteria> criteria_of(const Instructions& instructions, const Instructions& all,
                                          const OvalSubject& subject, OvalDraft& draft) {
  InstructionCriteria maker{all, subject, draft};
  for (const Instruction& instruction : instructions) std::visit(maker, instruction);
  if (maker.parts.empty()) return std::nullopt;
  return all_of(std::move(maker.parts));
}

}  // namespace regpolicy::audit
