#include "audit/scap/oval_draft.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::audit {
namespace {

// The number of a thing in a list that holds each once.
template <class T>
std::size_t number_in(std::map<T, std::size_t>& numbers, const T& thing, std::vector<T>& list) {
  const auto [place, is_new] = numbers.emplace(thing, list.size());
  if (is_new) list.push_back(thing);
  return place->second;
}

bool is_representable(const OvalSource& source) {
  return oval::is_xml_text(to_utf8(source.key)) && oval::is_xml_text(to_utf8(source.name));
}

// Escapes that mean the same in ECMAScript and in Perl.
bool is_common_escape(char c) {
  constexpr std::string_view kClasses = "dDwWsSbBtnrfv";
  return kClasses.find(c) != std::string_view::npos ||
         (c > ' ' && c < '\x7F' && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
          !(c >= 'a' && c <= 'z'));
}

}  // namespace

std::string oval_key(const Observation& observation, std::optional<std::size_t> user,
                     std::u16string_view key) {
  const std::string path = to_utf8(key);
  return user ? fmt::format("{}\\{}", escape_for_display(observation.users[*user].name), path)
              : path;
}

std::string escape_for_pattern(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::optional<std::string> oval_pattern(const std::string& pattern) {
  if (!oval::is_xml_text(pattern)) return std::nullopt;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const std::string_view rest = std::string_view(pattern).substr(at);
    if (rest.front() == '\\') {
      if (rest.size() < 2 || !is_common_escape(rest[1])) return std::nullopt;
      ++at;
    }
    // An empty class in one, a class with a ']' in the other; collating elements in the one only.
    for (const std::string_view odd : {"[]", "[^]", "[.", "[="}) {
      if (rest.starts_with(odd)) return std::nullopt;
    }
  }
  return fmt::format("(?i)^(?:{})$", pattern);
}

std::string oval_type(Type type) {
  switch (type) {
    case Type::none: return "reg_none";
    case Type::sz: return "reg_sz";
    case Type::expand_sz: return "reg_expand_sz";
    case Type::binary: return "reg_binary";
    case Type::dword: return "reg_dword";
    case Type::dword_big_endian: return "reg_dword_big_endian";
    case Type::link: return "reg_link";
    case Type::multi_sz: return "reg_multi_sz";
    case Type::resource_list: return "reg_resource_list";
    case Type::full_resource_descriptor: return "reg_full_resource_descriptor";
    case Type::resource_requirements_list: return "reg_resource_requirements_list";
    case Type::qword: return "reg_qword";
  }
  return {};
}

oval::Object OvalDraft::object_of(const OvalSource& source) const {
  using Kind = OvalSource::Kind;
  oval::Object object;
  object.hive = source.user ? oval::Hive::users : oval::Hive::local_machine;
  object.key = oval_key(observation_, source.user, source.key);
  const auto look_at_subkeys = [&object] {
    object.key = fmt::format("(?i)^{}\\\\[^\\\\]+$", escape_for_pattern(object.key));
    object.key_is_pattern = true;
  };
  switch (source.kind) {
    case Kind::value: object.name = to_utf8(source.name); break;
    case Kind::key: break;
    case Kind::subkeys: look_at_subkeys(); break;
    case Kind::subkey_values:
      look_at_subkeys();
      object.name = to_utf8(source.name);
      break;
    case Kind::all_values:
      object.name = ".*";
      object.name_is_pattern = true;
      break;
    case Kind::build:
      object.key = to_utf8(kWindowsVersionKey);
      object.name = "CurrentBuildNumber";
      break;
    case Kind::edition:
      object.key = to_utf8(kWindowsVersionKey);
      object.name = "EditionID";
      break;
  }
  return object;
}

oval::Criteria OvalDraft::test_of(const OvalSource& source, const OvalStates& states,
                                  oval::Test test) {
  if (!is_representable(source)) return cannot_say(std::string(words_.not_in_xml));
  const auto [place, is_new] = object_numbers_.emplace(source, drafted_.size());
  if (is_new) {
    drafted_.push_back({source});
    objects_.push_back(object_of(source));
  }
  test.object = place->second;
  test.all_states = states.all;
  for (const oval::State& state : states.list) {
    test.states.push_back(number_in(state_numbers_, state, states_));
    if (state.value && state.value->datatype == oval::Datatype::integer) {
      drafted_[place->second].is_compared_with_number = true;
    }
  }
  oval::Criteria criteria;
  criteria.test = number_in(test_numbers_, test, tests_);
  return criteria;
}

oval::Criteria OvalDraft::exists(const OvalSource& source, const std::string& comment) {
  return test_of(source, {}, {.comment = comment});
}

oval::Criteria OvalDraft::is_absent(const OvalSource& source, const std::string& comment) {
  return test_of(source, {},
                 {.comment = comment,
                  .check = oval::Test::Check::all,
                  .existence = oval::Test::Existence::none});
}

oval::Criteria OvalDraft::any_is(const OvalSource& source, const OvalStates& states,
                                 const std::string& comment) {
  return test_of(source, states, {.comment = comment});
}

oval::Criteria OvalDraft::all_are(const OvalSource& source, const OvalStates& states,
                                  const std::string& comment) {
  return test_of(source, states,
                 {.comment = comment,
                  .check = oval::Test::Check::all,
                  .existence = oval::Test::Existence::any});
}

oval::Criteria OvalDraft::cannot_say(const std::string& reason) {
  if (std::ranges::find(reasons_, reason) == reasons_.end()) reasons_.push_back(reason);
  oval::Criteria criteria;
  criteria.test =
      number_in(test_numbers_,
                {.comment = reason, .check = oval::Test::Check::all, .is_unknown = true}, tests_);
  return criteria;
}

std::vector<std::string> OvalDraft::take_reasons() { return std::exchange(reasons_, {}); }

void OvalDraft::finish(oval::Definitions& definitions) && {
  definitions.objects = std::move(objects_);
  definitions.states = std::move(states_);
  definitions.tests = std::move(tests_);
}

}  // namespace regpolicy::audit
