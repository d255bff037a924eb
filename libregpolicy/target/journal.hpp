// The state folder of a target. Its layout:
//   lock              held while a program works on the target
//   journal.json      what is being done: from here on it is finished
//   rollback.json     what is being taken back: from here on nothing of it stays
//   history/N.json    what was done, in the order of N
//   contents/HASH     what was replaced and what it became, by SHA-256
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/target.hpp>

namespace regpolicy {

struct JournalFile {
  std::string path;
  std::optional<std::string> before;  // SHA-256; empty where there is no file
  std::optional<std::string> after;
  [[nodiscard]] bool operator==(const JournalFile&) const = default;
};

struct JournalEntry {
  std::string id;      // its name in the history
  std::string deed;    // as Plan
  std::string undoes;  // the entry of the history that goes when this is done
  std::vector<JournalFile> files;
  [[nodiscard]] bool operator==(const JournalEntry&) const = default;
};

// How many applies can be undone; older ones and their contents go.
inline constexpr std::size_t kHistoryEntries = 50;

[[nodiscard]] std::string journal_to_json(const JournalEntry& entry);
[[nodiscard]] Result<JournalEntry> read_journal(ByteView bytes, const std::string& source);

// Of a file now; empty where there is none.
[[nodiscard]] Result<std::optional<std::string>> hash_of_file(FolderFiles& files,
                                                              const std::string& path);

// A content by its hash, with the permissions of the file `like` where that is there. Reading fails
// (malformed) where it is not what its name says.
[[nodiscard]] Result<void> store_content(OpenTarget& target, ByteView content,
                                         const std::string& like);
[[nodiscard]] Result<Bytes> stored_content(OpenTarget& target, const std::string& hash);

// Ids of the history in their order, and one entry.
[[nodiscard]] Result<std::vector<std::string>> history_of(OpenTarget& target);
[[nodiscard]] Result<JournalEntry> history_entry(OpenTarget& target, const std::string& id);

// Writes the journal: from now on the entry will be carried out, by this run or the next.
[[nodiscard]] Result<void> begin_journal(OpenTarget& target, const JournalEntry& entry);
// Makes every file what the entry says it becomes.
[[nodiscard]] Result<void> write_journal_files(OpenTarget& target, const JournalEntry& entry);
// Puts the entry into the history, or takes out of it what the entry undoes.
[[nodiscard]] Result<void> close_journal(OpenTarget& target, const JournalEntry& entry);
// Makes every file what it was, and forgets the entry.
[[nodiscard]] Result<void> roll_journal_back(OpenTarget& target, const JournalEntry& entry);

// Ends what a killed run left. Errors: see open_target().
[[nodiscard]] Result<Recovery> recover_journal(OpenTarget& target);
// Is there anything to end?
[[nodiscard]] Result<bool> has_journal(OpenTarget& target);

// Removes what no entry of the history needs. Best effort.
void tidy_history(OpenTarget& target);

}  // namespace regpolicy
