#include <utility>

#include <fmt/format.h>

#include <regpolicy/exchange.hpp>
#include <regpolicy/text.hpp>

#include "policy/exchange_common.hpp"

namespace regpolicy {
namespace {

using exchange::leave_out;
using exchange::part_of;
using exchange::record_of;
using exchange::unsayable;
using lgpo::Action;
using lgpo::Entry;

constexpr std::string_view kFormat = "LGPO text";
constexpr std::u16string_view kOneUser = u"User:";

Location location_of(const Entry& entry) {
  Location location{.path = escape_for_display(entry.key + u"\\" + entry.name)};
  if (entry.line != 0) location.line = entry.line;
  return location;
}

std::unexpected<Error> at_entry(Error error, const Entry& entry) {
  error.location = location_of(entry);
  return std::unexpected(std::move(error));
}

struct Scope {
  Side side = Side::machine;
  std::u16string user;
};

Result<Scope> scope_of(const Entry& entry) {
  const auto text = to_utf16(entry.scope);
  if (text && same_name(*text, u"Computer")) return Scope{Side::machine, {}};
  if (text && same_name(*text, u"User")) return Scope{Side::user, {}};
  if (text && name_starts_with(*text, kOneUser) && text->size() > kOneUser.size()) {
    return Scope{Side::user, text->substr(kOneUser.size())};
  }
  return fail(ErrorCode::malformed,
              fmt::format("found the scope '{}', expected Computer, User or User:NAME",
                          escape_for_display(entry.scope)));
}

std::vector<std::u16string> split_list(std::u16string_view text) {
  std::vector<std::u16string> names;
  while (!text.empty()) {
    const std::size_t end = text.find(u';');
    if (end != 0) names.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::u16string_view::npos ? text.size() : end + 1);
  }
  return names;
}

std::u16string join_list(const std::vector<std::u16string>& names) {
  std::u16string text;
  for (const std::u16string& name : names) {
    if (!text.empty()) text += u';';
    text += name;
  }
  return text;
}

Result<Record> record_from_entry(const Entry& entry) {
  switch (entry.action) {
    case Action::set: return record_of(SetValue{entry.key, entry.name, entry.value});
    case Action::remove: return record_of(DeleteValue{entry.key, entry.name});
    case Action::create_key: return record_of(CreateKey{entry.key});
    case Action::delete_all_values: return record_of(DeleteAllValues{entry.key});
    case Action::delete_keys: return record_of(DeleteKeys{entry.key, split_list(entry.name)});
    case Action::clear: break;
  }
  return fail(ErrorCode::not_representable, "a Registry.pol has no words for CLEAR", {},
              "CLEAR takes settings out of the local policy when LGPO.exe applies the text");
}

std::optional<Entry> entry_from_instruction(const Instruction& instruction) {
  if (const auto* set = std::get_if<SetValue>(&instruction)) {
    return Entry{.key = set->key, .name = set->name, .action = Action::set, .value = set->value};
  }
  if (const auto* remove = std::get_if<DeleteValue>(&instruction)) {
    return Entry{.key = remove->key, .name = remove->name, .action = Action::remove};
  }
  if (const auto* create = std::get_if<CreateKey>(&instruction)) {
    return Entry{.key = create->key, .action = Action::create_key};
  }
  if (const auto* remove = std::get_if<DeleteAllValues>(&instruction)) {
    return Entry{.key = remove->key, .action = Action::delete_all_values};
  }
  if (const auto* remove = std::get_if<DeleteKeys>(&instruction)) {
    return Entry{
        .key = remove->key, .name = join_list(remove->names), .action = Action::delete_keys};
  }
  return std::nullopt;
}

Result<std::string> scope_from(const SidedRecords& records) {
  if (records.side == Side::user) {
    return records.user.empty() ? "User" : to_utf8(std::u16string(kOneUser) + records.user);
  }
  if (records.user.empty()) return "Computer";
  return fail(ErrorCode::invalid_argument, "the machine side belongs to no user");
}

// Adds what the entry says to the part that it belongs to.
Result<void> take_entry(const Entry& entry, exchange::Parts& parts) {
  const auto scope = scope_of(entry);
  if (!scope) return at_entry(scope.error(), entry);
  auto record = record_from_entry(entry);
  if (!record) return at_entry(record.error(), entry);
  part_of(parts, scope->side, scope->user).records.push_back(std::move(*record));
  return {};
}

}  // namespace

Result<std::vector<SidedRecords>> records_from_lgpo(const lgpo::File& file) {
  exchange::Parts parts;
  for (const Entry& entry : file.entries) {
    if (const auto taken = take_entry(entry, parts); !taken) {
      return std::unexpected(taken.error());
    }
  }
  return std::move(parts.list);
}

std::vector<SidedRecords> records_from_lgpo(const lgpo::File& file, Diagnostics& left_out) {
  exchange::Parts parts;
  for (const Entry& entry : file.entries) {
    if (auto taken = take_entry(entry, parts); !taken) {
      leave_out(left_out, "loss.lgpo", std::move(taken.error()));
    }
  }
  return std::move(parts.list);
}

Result<lgpo::File> records_to_lgpo(const SidedRecords& records) {
  const auto scope = scope_from(records);
  if (!scope) return std::unexpected(scope.error());
  lgpo::File file;
  for (std::size_t i = 0; i < records.records.size(); ++i) {
    const Record& record = records.records[i];
    auto entry = entry_from_instruction(decode(record));
    if (!entry) return unsayable(kFormat, record, i);
    entry->scope = *scope;
    const auto back = record_from_entry(*entry);
    if (!back || *back != record) return unsayable(kFormat, record, i);
    file.entries.push_back(std::move(*entry));
  }
  return file;
}

}  // namespace regpolicy
