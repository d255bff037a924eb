#include "target/archive.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/policy_trees.hpp>
#include <regpolicy/sha256.hpp>
#include <regpolicy/text.hpp>

#include "target/places.hpp"
#include "target/plan_parts.hpp"

namespace regpolicy {
namespace {

constexpr std::string_view kArchiveFolder = "/archive";
constexpr std::string_view kArchiveSuffix = ".pol";
constexpr char kPartSeparator = '+';
// With the side, a SID and the suffix it stays below the 255 that file systems take.
constexpr std::size_t kMostNameBytes = 150;

std::string archive_folder(const OpenTarget& target) {
  return target.state + std::string(kArchiveFolder);
}

std::string archive_file(Side side, const std::u16string& user, const std::string& name) {
  std::string file(to_string(side));
  if (!user.empty()) file += kPartSeparator + to_utf8(user);
  return file + kPartSeparator + name + std::string(kArchiveSuffix);
}

// "user+S-1-5-32-544+name.pol" taken apart; empty where it is no such name.
std::optional<Archive> parsed_name(std::string_view file) {
  if (!file.ends_with(kArchiveSuffix)) return std::nullopt;
  file.remove_suffix(kArchiveSuffix.size());
  const std::size_t first = file.find(kPartSeparator);
  const std::size_t last = file.rfind(kPartSeparator);
  if (first == std::string_view::npos) return std::nullopt;
  const auto side = parse_side(file.substr(0, first));
  if (!side) return std::nullopt;
  Archive archive{*side, {}, std::string(file.substr(last + 1)), {}, {}, {}};
  if (last != first) {
    auto user = to_utf16(file.substr(first + 1, last - first - 1));
    if (!user) return std::nullopt;
    archive.user = *std::move(user);
  }
  return archive;
}

// One value's name where the instruction speaks of one.
const std::u16string* single_name(const Instruction& instruction) {
  if (const auto* const set = std::get_if<SetValue>(&instruction)) return &set->name;
  if (const auto* const soft = std::get_if<SetIfAbsent>(&instruction)) return &soft->name;
  if (const auto* const unset = std::get_if<DeleteValue>(&instruction)) return &unset->name;
  return nullptr;
}

bool spoken_of(const Records& records, const Record& record) {
  return std::ranges::any_of(records,
                             [&](const Record& other) { return speak_of_the_same(other, record); });
}

}  // namespace

bool is_archive(const OpenTarget& target, std::string_view path) {
  return path.starts_with(archive_folder(target) + '/');
}

std::string archive_name(std::string_view name) {
  std::string encoded;
  for (const char letter : ascii_lower(name)) {
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                          letter == '-' || letter == '_';
    if (is_plain) {
      encoded += letter;
    } else {
      encoded += fmt::format("%{:02x}", static_cast<unsigned char>(letter));
    }
  }
  return encoded.size() <= kMostNameBytes ? encoded : sha256_hex(as_bytes(ascii_lower(name)));
}

Result<std::vector<Archive>> read_archives(OpenTarget& target) {
  std::vector<Archive> archives;
  const std::string folder = archive_folder(target);
  const auto files = target.files->list(folder);
  if (!files && files.error().code == ErrorCode::not_found) return archives;
  if (!files) return std::unexpected(files.error());
  for (const std::string& file : *files) {
    auto archive = parsed_name(file);
    if (!archive) continue;
    archive->path = folder + '/' + file;
    auto content = read_plain_file(*target.files, archive->path);
    if (!content) return std::unexpected(content.error());
    if (!*content) continue;
    auto records = pol::read(**content, join_path(target.files->root(), archive->path));
    if (!records) return std::unexpected(records.error());
    archive->records = *std::move(records);
    archive->content = *std::move(content);
    archives.push_back(*std::move(archive));
  }
  return archives;
}

Archive archive_of(const std::vector<Archive>& archives, const OpenTarget& target, Side side,
                   const std::u16string& user, const std::string& name) {
  const auto found = std::ranges::find_if(archives, [&](const Archive& archive) {
    return archive.side == side && archive.name == name && same_name(archive.user, user);
  });
  if (found != archives.end()) return *found;
  return {side, user, name, archive_folder(target) + '/' + archive_file(side, user, name), {}, {}};
}

bool speak_of_the_same(const Record& a, const Record& b) {
  if (!same_name(a.key, b.key)) return false;
  const Instruction first = decode(a);
  const Instruction second = decode(b);
  const auto* const first_name = single_name(first);
  const auto* const second_name = single_name(second);
  if (first_name != nullptr && second_name != nullptr) return same_name(*first_name, *second_name);
  return first.index() == second.index() && same_name(a.name, b.name);
}

Records records_that_left(const Archive& archive, const Records& wanted,
                          const std::vector<Archive>& archives) {
  Records left;
  for (const Record& record : archive.records) {
    const bool others_want_it = std::ranges::any_of(archives, [&](const Archive& other) {
      return other.side == archive.side && same_name(other.user, archive.user) &&
             other.name != archive.name && spoken_of(other.records, record);
    });
    if (!others_want_it && !spoken_of(wanted, record)) left.push_back(record);
  }
  return left;
}

Records records_to_archive(const Archive& archive, const Records& wanted,
                           const std::function<bool(const Record&)>& was_there) {
  Records records;
  for (const Record& record : wanted) {
    const bool is_ours = is_in_policy_tree(record.key) ||
                         std::ranges::find(archive.records, record) != archive.records.end() ||
                         !was_there(record);
    if (is_ours) records.push_back(record);
  }
  return records;
}

Records archive_without(const Archive& archive, const Records& removed) {
  Records records;
  for (const Record& record : archive.records) {
    if (!spoken_of(removed, record)) records.push_back(record);
  }
  return records;
}

Result<void> plan_archive(const Archive& archive, const Records& records, Plan& plan) {
  if (records == archive.records) {
    if (!archive.content) return {};
    add_file(plan, archive.path, archive.content, archive.content);
    return {};
  }
  std::optional<Bytes> after;
  if (!records.empty()) {
    auto content = pol::write(records);
    if (!content) return std::unexpected(content.error());
    after = *std::move(content);
  }
  add_file(plan, archive.path, archive.content, std::move(after));
  return {};
}

}  // namespace regpolicy
