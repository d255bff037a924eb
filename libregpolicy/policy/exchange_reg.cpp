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
using reg::Entry;
using reg::Operation;

constexpr std::string_view kFormat = ".reg";

Location location_of(const Entry& entry) {
  Location location{.path = escape_for_display(entry.key)};
  if (!location.path.empty()) location.path.insert(0, 1, '\\');
  location.path.insert(0, to_string(entry.root));
  if (entry.line != 0) location.line = entry.line;
  return location;
}

std::unexpected<Error> at_entry(Error error, const Entry& entry) {
  error.location = location_of(entry);
  return std::unexpected(std::move(error));
}

struct Place {
  Side side = Side::machine;
  std::u16string_view user;
  std::u16string_view key;
};

// Where group policy sees the key.
Result<Place> place_of(const Entry& entry) {
  const std::u16string_view key = entry.key;
  switch (entry.root) {
    case RootKey::local_machine: return Place{Side::machine, {}, key};
    case RootKey::current_user: return Place{Side::user, {}, key};
    case RootKey::users: {
      const std::size_t end = key.find(u'\\');
      if (key.empty() || end == 0) break;
      return Place{Side::user, key.substr(0, end),
                   end == std::u16string_view::npos ? std::u16string_view{} : key.substr(end + 1)};
    }
    case RootKey::classes_root:
      return fail(ErrorCode::not_representable, "HKEY_CLASSES_ROOT is no side of a policy", {},
                  "write HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes");
    case RootKey::current_config:
      return fail(ErrorCode::not_representable, "HKEY_CURRENT_CONFIG is no side of a policy", {},
                  "write HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Hardware "
                  "Profiles\\Current");
  }
  return fail(ErrorCode::not_representable, "HKEY_USERS without a user is no side of a policy", {},
              "a SID follows HKEY_USERS");
}

Result<Record> record_from_entry(const Entry& entry, std::u16string_view key_view) {
  std::u16string key(key_view);
  switch (entry.operation) {
    case Operation::create_key: return record_of(CreateKey{std::move(key)});
    case Operation::set_value: return record_of(SetValue{std::move(key), entry.name, entry.value});
    case Operation::delete_value: return record_of(DeleteValue{std::move(key), entry.name});
    case Operation::delete_key: break;
  }
  const std::u16string parent(parent_path(key));
  if (parent.empty()) {
    return fail(ErrorCode::not_representable,
                "a Registry.pol can delete a key only below another key");
  }
  return record_of(DeleteKeys{parent, {std::u16string(last_component(key))}});
}

bool is_value(const Entry& entry) {
  return entry.operation == Operation::set_value || entry.operation == Operation::delete_value;
}

// A [key] line that a value line follows only says where that value is.
bool opens_values(const reg::File& file, std::size_t i) {
  const Entry& entry = file.entries[i];
  if (entry.operation != Operation::create_key || i + 1 == file.entries.size()) return false;
  const Entry& next = file.entries[i + 1];
  return is_value(next) && next.root == entry.root && next.key == entry.key;
}

std::optional<Entry> entry_from_instruction(const Instruction& instruction) {
  if (const auto* set = std::get_if<SetValue>(&instruction)) {
    return Entry{
        .operation = Operation::set_value, .key = set->key, .name = set->name, .value = set->value};
  }
  if (const auto* remove = std::get_if<DeleteValue>(&instruction)) {
    return Entry{.operation = Operation::delete_value, .key = remove->key, .name = remove->name};
  }
  if (const auto* create = std::get_if<CreateKey>(&instruction)) {
    return Entry{.operation = Operation::create_key, .key = create->key};
  }
  if (const auto* remove = std::get_if<DeleteKeys>(&instruction)) {
    if (remove->names.size() != 1) return std::nullopt;
    return Entry{.operation = Operation::delete_key,
                 .key = remove->key + u'\\' + remove->names.front()};
  }
  return std::nullopt;
}

// Empty for a text that a line of the file holds as it is.
std::string unsayable_character(std::u16string_view text) {
  const std::size_t at = text.find_first_of(std::u16string_view(u"\r\n\0", 3));
  if (at == std::u16string_view::npos) return {};
  return text[at] == u'\0' ? "a NUL" : "a line break";
}

// The entry that says the record, where reading it back gives that very record.
Result<Entry> entry_from_record(const Record& record, std::size_t index) {
  auto entry = entry_from_instruction(decode(record));
  if (!entry) return unsayable(kFormat, record, index);
  for (const auto& [what, text] : {std::pair{"key", &entry->key}, {"value name", &entry->name}}) {
    if (const std::string bad = unsayable_character(*text); !bad.empty()) {
      return unsayable(kFormat, record, index, fmt::format("its {} holds {}", what, bad));
    }
  }
  const auto back = record_from_entry(*entry, entry->key);
  if (!back || *back != record) return unsayable(kFormat, record, index);
  return std::move(*entry);
}

// The root and what stands between it and the key: a user's SID or nothing.
Result<std::pair<RootKey, std::u16string>> root_of(const SidedRecords& records) {
  if (records.user.empty()) {
    const bool machine = records.side == Side::machine;
    return std::pair{machine ? RootKey::local_machine : RootKey::current_user, std::u16string()};
  }
  const bool is_sid = name_starts_with(records.user, u"S-1-") || records.user == u".DEFAULT";
  if (records.side == Side::machine || !is_sid ||
      records.user.find_first_of(std::u16string_view(u"\\\r\n\0", 4)) != std::u16string::npos) {
    return fail(
        ErrorCode::not_representable,
        fmt::format(".reg has no words for the user '{}'", escape_for_display(records.user)), {},
        "HKEY_USERS names users by their SID");
  }
  return std::pair{RootKey::users, records.user};
}

// Adds what the entry says to the part that it belongs to.
Result<void> take_entry(const reg::File& file, std::size_t i, exchange::Parts& parts) {
  const Entry& entry = file.entries[i];
  const auto place = place_of(entry);
  if (!place) return at_entry(place.error(), entry);
  SidedRecords& part = part_of(parts, place->side, place->user);
  if (opens_values(file, i)) return {};
  auto record = record_from_entry(entry, place->key);
  if (!record) return at_entry(record.error(), entry);
  part.records.push_back(std::move(*record));
  return {};
}

}  // namespace

Result<std::vector<SidedRecords>> records_from_reg(const reg::File& file) {
  exchange::Parts parts;
  for (std::size_t i = 0; i < file.entries.size(); ++i) {
    if (const auto taken = take_entry(file, i, parts); !taken) {
      return std::unexpected(taken.error());
    }
  }
  return std::move(parts.list);
}

std::vector<SidedRecords> records_from_reg(const reg::File& file, Diagnostics& left_out) {
  exchange::Parts parts;
  for (std::size_t i = 0; i < file.entries.size(); ++i) {
    if (auto taken = take_entry(file, i, parts); !taken) {
      leave_out(left_out, "loss.reg", std::move(taken.error()));
    }
  }
  return std::move(parts.list);
}

Result<reg::File> records_to_reg(const SidedRecords& records) {
  const auto root = root_of(records);
  if (!root) return std::unexpected(root.error());
  const auto rooted_key = [&root](const std::u16string& key) {
    if (root->second.empty()) return key;
    return key.empty() ? root->second : root->second + u'\\' + key;
  };
  reg::File file;
  const std::u16string* open = nullptr;  // the key whose block values may join
  for (std::size_t i = 0; i < records.records.size(); ++i) {
    const Record& record = records.records[i];
    auto entry = entry_from_record(record, i);
    if (!entry) return std::unexpected(entry.error());
    entry->root = root->first;
    entry->key = rooted_key(entry->key);
    const bool joins = is_value(*entry) && open != nullptr && *open == record.key;
    if (is_value(*entry) && !joins) {
      file.entries.push_back(
          {.operation = Operation::create_key, .root = entry->root, .key = entry->key});
    }
    // Values behind a CreateKey need a [key] line of their own, or they would swallow it.
    open = is_value(*entry) ? &record.key : nullptr;
    file.entries.push_back(std::move(*entry));
  }
  return file;
}

}  // namespace regpolicy
