// Edits of a Registry.pol's records: only the records that an edit names change; all others keep
// their bytes and their order.
//
// Keys and names compare as the registry compares them; empty components of a key do not count, as
// in State. A record that is replaced keeps the file's spelling of key and name, and a new one
// takes the key's spelling from the file, where they differ in case only.
#pragma once

#include <string_view>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/instruction.hpp>
#include <regpolicy/record.hpp>

namespace regpolicy {

struct RecordEdit {
  bool added = false;      // else removed
  std::size_t record = 0;  // from 1: among the new records where added, else among the old
  Record content;
  [[nodiscard]] bool operator==(const RecordEdit&) const = default;
};

struct EditedRecords {
  Records records;
  // In file order, what was removed before what stands there now. Empty exactly where the records
  // are as they were given.
  std::vector<RecordEdit> changes;
  Instructions not_found;  // unset() only: what no record names
};

// Makes every edit true in the file, one after the other, each with the smallest change.
//
// SetValue, SetIfAbsent, DeleteValue: one record is left that names the value (sets, soft-sets or
// `**del.`s it), and nothing behind it undoes it.
// - Where records name the value, the last of them is replaced in its place and the others go. If
//   it says so already, it keeps its bytes.
// - Where none does: directly behind the last record of the key, else at the end. A DeleteValue
//   that a `**DeleteValues` lists is true already.
// - A value that is to be set goes directly behind the last record that would delete it
//   (`**delvals.`, a `**DeleteValues` that lists it, a `**DeleteKeys` that covers its key), where
//   that is further back.
// DeleteValues: like a DeleteValue of every name. Records that set the names go; names that are not
//   deleted yet join the key's last `**DeleteValues`, else a new one where the last record that set
//   one of them stood, else behind the key's last record, else at the end.
// DeleteAllValues, DeleteKeys: what the file sets stays set: "delete everything, then set these".
//   True already where the key has such a record, whatever its place (DeleteKeys: that lists the
//   name). A new one goes directly before the first record that it would undo, else behind the
//   key's last record, else at the end. Names of subkeys join the key's first `**DeleteKeys` where
//   that stands before what they would undo.
// SecureKey, CreateKey: as a value; a new one goes before the key's first record, else at the end,
//   but behind a `**DeleteKeys` that covers the key.
// Comment, Unknown: replaces the last record of the key with that name, else goes behind the key's
//   last record, else at the end.
//
// Fails (not_representable) where a Registry.pol cannot say an edit (see can_encode), naming it.
[[nodiscard]] Result<EditedRecords> set(const Records& records, const Instructions& edits);

// Takes out what the instructions name, so that the file says nothing of it any more:
// SetValue, SetIfAbsent, DeleteValue: every record that names the value, and its name out of the
//   key's `**DeleteValues`;
// DeleteValues, DeleteKeys: the listed names out of the key's directives of that kind; with an
//   empty list the whole directives;
// DeleteAllValues, SecureKey, CreateKey: the key's directives of that kind, whatever they say;
// Comment, Unknown: the key's records of that name.
// A list that becomes empty goes with its record. `not_found` holds what was not there, of a list
// only the names that were not.
[[nodiscard]] EditedRecords unset(const Records& records, const Instructions& what);

// Takes out every record of the key, with `below` also those of all keys below it.
[[nodiscard]] EditedRecords unset_key(const Records& records, std::u16string_view key, bool below);

}  // namespace regpolicy
