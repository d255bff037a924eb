#include "target/journal.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/sha256.hpp>

#include "formats/json/json_object.hpp"
#include "target/contents.hpp"
#include "target/places.hpp"

namespace regpolicy {
namespace {

constexpr std::string_view kJournalSchema = "regpolicy/journal/1";
constexpr std::string_view kJournalFile = "journal.json";
constexpr std::string_view kRollbackFile = "rollback.json";
// Beside the file that it becomes; Group Policy reads no file of that name.
constexpr std::string_view kNewSuffix = ".regpolicy-new";
constexpr std::size_t kHashDigits = 64;

std::string in_state(const OpenTarget& target, std::string_view name) {
  return fmt::format("{}/{}", target.state, name);
}

std::string content_path(const OpenTarget& target, const std::string& hash) {
  return in_state(target, "contents/" + hash);
}

std::string history_path(const OpenTarget& target, const std::string& id) {
  return in_state(target, fmt::format("history/{}.json", id));
}

// Writes the file at once, whatever a killed run left under the temporary name, with the
// permissions of the file `model` where that is there.
Result<void> replace_file(FolderFiles& files, const std::string& path, ByteView content,
                          const std::string& model) {
  const std::string temporary = path + std::string(kNewSuffix);
  if (auto gone = files.remove(temporary); !gone) return gone;
  const auto info = files.look(model);
  if (!info) return std::unexpected(info.error());
  const std::string like = info->kind == EntryKind::file ? model : std::string();
  if (auto made = files.create_file(temporary, content, like); !made) return made;
  return files.rename(temporary, path);
}

Result<void> put_part_of_registry(OpenTarget& target, const std::string& path,
                                  const std::optional<std::string>& wanted) {
  if (!wanted)
    return fail(ErrorCode::malformed, "expected an image of the registry", {.source = path});
  const auto image = stored_content(target, *wanted);
  if (!image) return std::unexpected(image.error());
  return put_in_registry(target, path, *image);
}

// Makes the file, or the part of the registry, what has the hash.
Result<void> put_content(OpenTarget& target, const std::string& path,
                         const std::optional<std::string>& wanted) {
  if (is_in_registry(target, path)) return put_part_of_registry(target, path, wanted);
  const auto now = hash_of_file(*target.files, path);
  if (!now) return std::unexpected(now.error());
  if (*now == wanted) return target.files->remove(path + std::string(kNewSuffix));
  if (!wanted) return target.files->remove(path);
  const auto content = stored_content(target, *wanted);
  if (!content) return std::unexpected(content.error());
  if (auto made = make_folders_above(*target.files, path); !made) return made;
  if (auto done = replace_file(*target.files, path, *content, path); !done) return done;
  const auto then = hash_of_file(*target.files, path);
  if (!then) return std::unexpected(then.error());
  if (*then == wanted) return {};
  return fail(ErrorCode::io, "the file does not hold what was just written to it",
              {.source = join_path(target.files->root(), path)},
              "another program changes it, or the disk fails");
}

Result<void> check_known_part(OpenTarget& target, const JournalFile& file) {
  const auto before = stored_content(target, file.before.value_or(std::string()));
  if (!before) return std::unexpected(before.error());
  const auto after = stored_content(target, file.after.value_or(std::string()));
  if (!after) return std::unexpected(after.error());
  const auto known = is_between(target, file.path, *before, *after);
  if (!known) return std::unexpected(known.error());
  if (*known) return {};
  return fail(
      ErrorCode::conflict,
      "a run that changed the registry was interrupted, and somebody else changed a value "
      "that it was changing",
      {.source = file.path},
      fmt::format("'regpolicy show' tells what the values were ({}) and were to become ({}); "
                  "set them to either and start again",
                  join_path(target.files->root(), content_path(target, *file.before)),
                  join_path(target.files->root(), content_path(target, *file.after))));
}

// A file that is neither old nor new has been changed by somebody else.
Result<void> check_known(OpenTarget& target, const JournalEntry& entry) {
  for (const JournalFile& file : entry.files) {
    if (is_in_registry(target, file.path)) {
      if (auto known = check_known_part(target, file); !known) return known;
      continue;
    }
    const auto now = hash_of_file(*target.files, file.path);
    if (!now) return std::unexpected(now.error());
    if (*now == file.before || *now == file.after) continue;
    return fail(ErrorCode::conflict,
                "a run that changed this file was interrupted, and somebody else changed it since",
                {.source = join_path(target.files->root(), file.path)},
                fmt::format("save the file, put back the content of {} and start again",
                            file.before ? join_path(target.files->root(),
                                                    content_path(target, *file.before))
                                        : std::string("no file")));
  }
  return {};
}

Result<std::optional<JournalEntry>> pending(OpenTarget& target, std::string_view name) {
  const std::string path = in_state(target, name);
  const auto info = target.files->look(path);
  if (!info) return std::unexpected(info.error());
  if (info->kind == EntryKind::absent) return std::optional<JournalEntry>();
  const auto content = target.files->read(path);
  if (!content) return std::unexpected(content.error());
  auto entry = read_journal(*content, join_path(target.files->root(), path));
  if (!entry) return std::unexpected(entry.error());
  return std::optional(*std::move(entry));
}

bool is_hash(std::string_view text) {
  return text.size() == kHashDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<std::string> hash_field(const JsonObject& object, std::string_view key) {
  auto hash = object.text_or_null(key);
  if (hash && !is_hash(*hash)) object.refuse(key, "expected a SHA-256 of 64 digits");
  return hash;
}

Json hash_json(const std::optional<std::string>& hash) { return hash ? Json(*hash) : Json(); }

}  // namespace

std::string journal_to_json(const JournalEntry& entry) {
  Json files = Json::array();
  for (const JournalFile& file : entry.files) {
    files.push_back({{"path", file.path},
                     {"before", hash_json(file.before)},
                     {"after", hash_json(file.after)}});
  }
  const Json json{{"schema", kJournalSchema},
                  {"id", entry.id},
                  {"deed", entry.deed},
                  {"undoes", entry.undoes},
                  {"files", std::move(files)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Result<JournalEntry> read_journal(ByteView bytes, const std::string& source) {
  const auto json = parse_document(bytes, kJournalSchema, source);
  if (!json) return std::unexpected(json.error());
  JsonReading reading{source, {}};
  const JsonObject root(reading, *json, "");
  JournalEntry entry{root.text("id"), root.text("deed"), root.text("undoes"), {}};
  for (const JsonObject& file : root.objects("files")) {
    entry.files.push_back(
        {file.text("path"), hash_field(file, "before"), hash_field(file, "after")});
  }
  if (reading.error) return std::unexpected(*reading.error);
  return entry;
}

Result<std::optional<std::string>> hash_of_file(FolderFiles& files, const std::string& path) {
  const auto content = read_plain_file(files, path);
  if (!content) return std::unexpected(content.error());
  if (!*content) return std::optional<std::string>();
  return std::optional(sha256_hex(**content));
}

Result<void> store_content(OpenTarget& target, ByteView content, const std::string& like) {
  const std::string path = content_path(target, sha256_hex(content));
  if (auto made = make_folders_above(*target.files, path); !made) return made;
  const auto there = read_plain_file(*target.files, path);
  if (there && *there && std::ranges::equal(**there, content)) return {};
  return replace_file(*target.files, path, content, like);
}

Result<Bytes> stored_content(OpenTarget& target, const std::string& hash) {
  const std::string path = content_path(target, hash);
  auto content = target.files->read(path);
  if (!content) return content;
  if (sha256_hex(*content) == hash) return content;
  return fail(ErrorCode::malformed, "the stored content has not the hash that is its name",
              {.source = join_path(target.files->root(), path)});
}

Result<std::vector<std::string>> history_of(OpenTarget& target) {
  const std::string folder = in_state(target, "history");
  const auto names = target.files->list(folder);
  if (!names && names.error().code == ErrorCode::not_found) return std::vector<std::string>();
  if (!names) return std::unexpected(names.error());
  std::vector<std::string> ids;
  constexpr std::string_view kSuffix = ".json";
  for (const std::string& name : *names) {
    const std::string id = name.substr(0, name.size() - std::min(name.size(), kSuffix.size()));
    if (name.ends_with(kSuffix) && !id.empty() &&
        id.find_first_not_of("0123456789") == std::string::npos) {
      ids.push_back(id);
    }
  }
  return ids;
}

Result<JournalEntry> history_entry(OpenTarget& target, const std::string& id) {
  const std::string path = history_path(target, id);
  const auto content = target.files->read(path);
  if (!content) return std::unexpected(content.error());
  return read_journal(*content, join_path(target.files->root(), path));
}

Result<void> begin_journal(OpenTarget& target, const JournalEntry& entry) {
  const std::string history = history_path(target, entry.id);
  if (auto made = make_folders_above(*target.files, history); !made) return made;
  const std::string journal = in_state(target, kJournalFile);
  return replace_file(*target.files, journal, as_bytes(journal_to_json(entry)), journal);
}

Result<void> write_journal_files(OpenTarget& target, const JournalEntry& entry) {
  for (const JournalFile& file : entry.files) {
    if (auto done = put_content(target, file.path, file.after); !done) return done;
  }
  return {};
}

Result<void> close_journal(OpenTarget& target, const JournalEntry& entry) {
  const std::string journal = in_state(target, kJournalFile);
  if (entry.undoes.empty()) return target.files->rename(journal, history_path(target, entry.id));
  const auto forgotten = target.files->remove(history_path(target, entry.undoes));
  return forgotten ? target.files->remove(journal) : forgotten;
}

Result<void> roll_journal_back(OpenTarget& target, const JournalEntry& entry) {
  const std::string rollback = in_state(target, kRollbackFile);
  const auto info = target.files->look(rollback);
  if (!info) return std::unexpected(info.error());
  if (info->kind == EntryKind::absent) {
    auto begun = target.files->rename(in_state(target, kJournalFile), rollback);
    if (!begun) return begun;
  }
  for (auto file = entry.files.rbegin(); file != entry.files.rend(); ++file) {
    if (auto done = put_content(target, file->path, file->before); !done) return done;
  }
  return target.files->remove(rollback);
}

Result<Recovery> recover_journal(OpenTarget& target) {
  for (const std::string_view name : {kRollbackFile, kJournalFile}) {
    const auto entry = pending(target, name);
    if (!entry) return std::unexpected(entry.error());
    if (!*entry) continue;
    if (const auto known = check_known(target, **entry); !known) {
      return std::unexpected(known.error());
    }
    const bool back = name == kRollbackFile;
    auto done = back ? roll_journal_back(target, **entry) : write_journal_files(target, **entry);
    if (done && !back) done = close_journal(target, **entry);
    if (!done) return std::unexpected(done.error());
    tidy_history(target);
    return back ? Recovery::rolled_back : Recovery::finished;
  }
  return Recovery::nothing;
}

Result<bool> has_journal(OpenTarget& target) {
  for (const std::string_view name : {kRollbackFile, kJournalFile}) {
    const auto info = target.files->look(in_state(target, name));
    if (!info) return std::unexpected(info.error());
    if (info->kind != EntryKind::absent) return true;
  }
  return false;
}

void tidy_history(OpenTarget& target) {
  auto ids = history_of(target);
  if (!ids) return;
  while (ids->size() > kHistoryEntries) {
    if (!target.files->remove(history_path(target, ids->front()))) return;
    ids->erase(ids->begin());
  }
  std::set<std::string> needed;
  for (const std::string& id : *ids) {
    const auto entry = history_entry(target, id);
    if (!entry) return;
    for (const JournalFile& file : entry->files) {
      if (file.before) needed.insert(*file.before);
      if (file.after) needed.insert(*file.after);
    }
  }
  const auto names = target.files->list(in_state(target, "contents"));
  if (!names) return;
  for (const std::string& name : *names) {
    if (!needed.contains(name) && !target.files->remove(content_path(target, name))) return;
  }
}

}  // namespace regpolicy
