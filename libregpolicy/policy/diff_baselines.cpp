#include <regpolicy/diff_baselines.hpp>

#include <algorithm>
#include <functional>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

bool same_check(const Check& a, const Check& b) {
  return a.severity == b.severity && a.side == b.side && a.as_of == b.as_of &&
         a.source == b.source && a.title == b.title && a.reason == b.reason &&
         a.remediation == b.remediation && a.applies_to == b.applies_to && a.rule == b.rule;
}

bool same_value(const BaselineValue& a, const BaselineValue& b) {
  return a.instruction == b.instruction && a.audit == b.audit;
}

SettingChange compare(const BaselineSetting& a, const BaselineSetting& b) {
  SettingChange change{&a, &b};
  change.state = a.setting.state != b.setting.state;
  change.traits = a.audit != b.audit;
  change.comment = a.comment != b.comment;
  const auto differs = [](const auto& options, const auto& other, const std::string& id) {
    const auto one = options.find(id), two = other.find(id);
    return two == other.end() || one->second != two->second;
  };
  for (const auto& [id, option] : a.setting.options) {
    if (differs(a.setting.options, b.setting.options, id)) change.options.push_back(id);
  }
  for (const auto& [id, option] : b.setting.options) {
    if (!a.setting.options.contains(id)) change.options.push_back(id);
  }
  std::ranges::sort(change.options);
  return change;
}

bool is_change(const SettingChange& change) {
  return change.state || change.traits || change.comment || !change.options.empty();
}

// What a value is about: side, key, and its name or the kind of what happens to the key.
std::u16string value_target(const BaselineValue& value) {
  const std::u16string head =
      (value.side == Side::machine ? u"m" : u"u") + upcase(key_of(value.instruction)) + u'\0';
  const auto kind = static_cast<char16_t>(value.instruction.index());
  return std::visit(
      [&](const auto& i) -> std::u16string {
        if constexpr (requires { i.name; }) {
          return head + u'=' + upcase(i.name);
        } else if constexpr (requires { i.record; }) {
          return head + kind + upcase(i.record.name);
        } else {
          return head + kind;
        }
      },
      value.instruction);
}

// Pairs of what has one name in both lists; the n-th of a name with the n-th.
template <class T, class Name>
std::vector<BaselineChange<T>> paired(const std::vector<T>& a, const std::vector<T>& b,
                                      Name name_of) {
  std::multimap<decltype(name_of(a.front())), const T*> left;
  for (const T& item : b) left.emplace(name_of(item), &item);
  std::vector<BaselineChange<T>> pairs;
  std::vector<const T*> matched;
  for (const T& item : a) {
    const auto other = left.find(name_of(item));
    if (other == left.end()) {
      pairs.push_back({&item, nullptr});
      continue;
    }
    pairs.push_back({&item, other->second});
    matched.push_back(other->second);
    left.erase(other);
  }
  std::ranges::sort(matched, std::less<>());
  for (const T& item : b) {
    if (!std::ranges::binary_search(matched, &item, std::less<>()))
      pairs.push_back({nullptr, &item});
  }
  return pairs;
}

}  // namespace

BaselineDiff diff_baselines(const Baseline& a, const Baseline& b) {
  BaselineDiff diff;
  const auto settings = paired(a.settings, b.settings, [](const BaselineSetting& item) {
    return std::pair(item.setting.policy, item.setting.side);
  });
  for (const auto& [one, other] : settings) {
    if (one == nullptr || other == nullptr) {
      diff.settings.push_back({one, other});
    } else if (SettingChange change = compare(*one, *other); is_change(change)) {
      diff.settings.push_back(std::move(change));
    }
  }
  diff.values = paired(a.values, b.values, value_target);
  std::erase_if(diff.values, [](const auto& pair) {
    return pair.a != nullptr && pair.b != nullptr && same_value(*pair.a, *pair.b);
  });
  diff.checks = paired(a.checks, b.checks, [](const Check& check) { return check.id; });
  std::erase_if(diff.checks, [](const auto& pair) {
    return pair.a != nullptr && pair.b != nullptr && same_check(*pair.a, *pair.b);
  });
  return diff;
}

bool is_same(const BaselineDiff& diff) {
  return diff.settings.empty() && diff.values.empty() && diff.checks.empty();
}

}  // namespace regpolicy
