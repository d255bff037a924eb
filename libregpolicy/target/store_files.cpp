#include "target/store_files.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// Windows compares names without regard to case, in any script.
std::string key_of(std::string_view name) {
  const auto wide = to_utf16(name);
  return wide ? to_utf8(upcase(*wide)) : ascii_lower(name);
}

bool ends_in(std::string_view name, std::string_view suffix) {
  return name.size() > suffix.size() && ascii_lower(name).ends_with(suffix);
}

constexpr std::size_t kSuffixSize = 5;  // ".admx"

std::string_view base_of(std::string_view name) {
  return name.substr(0, name.size() - kSuffixSize);
}

// "sv-SE", "en", "zh-Hant-TW": letters, digits and hyphens, letters first.
bool is_language_tag(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const std::string_view first = name.substr(0, name.find('-'));
  return first.size() >= 2 && first.size() <= 3 && std::ranges::all_of(first, is_letter) &&
         std::ranges::all_of(name, [is_letter](char c) {
           return is_letter(c) || c == '-' || (c >= '0' && c <= '9');
         });
}

std::string name_of(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

class Finder {
 public:
  Finder(FileSystem& files, Diagnostics& findings) : files_(files), findings_(findings) {}

  void add_path(const std::string& path) {
    if (files_.is_folder(path)) {
      const std::size_t end = path.find_last_not_of("/\\");
      add_folder(end == std::string::npos ? path : path.substr(0, end + 1), {});
    } else if (ends_in(path, ".adml")) {
      const std::string folder = name_of(folder_of(path));
      add_adml(path, name_of(path), is_language_tag(folder) ? folder : std::string(), kShared);
    } else {
      add_folder(folder_of(path), name_of(path));
    }
  }

  StoreFiles found() {
    for (std::size_t i = 0; i < found_.admx.size(); ++i) join(i);
    report_case_duplicates();
    return std::move(found_);
  }

 private:
  static constexpr std::size_t kShared = 0;  // the ADML files that serve every folder

  std::vector<std::string> list(const std::string& folder) {
    auto names = files_.list(folder);
    if (names) return *std::move(names);
    findings_.error("store.unreadable", names.error().message, names.error().location);
    return {};
  }

  // `only`: the one ADMX file that is wanted; empty: all.
  void add_folder(const std::string& folder, const std::string& only) {
    const std::vector<std::string> names = list(folder);
    const bool has_admx = !only.empty() || std::ranges::any_of(names, [](const std::string& name) {
      return ends_in(name, ".admx");
    });
    const std::size_t group = has_admx ? ++groups_ : kShared;
    const std::string own_name = name_of(folder);
    const std::string language = !has_admx && is_language_tag(own_name) ? own_name : std::string();
    const std::string key = only.empty() ? std::string() : key_of(base_of(only));
    if (!only.empty()) add_admx(folder, only, group);
    for (const std::string& name : names) {
      if (only.empty() && ends_in(name, ".admx")) add_admx(folder, name, group);
      const bool wanted = only.empty() || key_of(base_of(name)) == key;
      if (ends_in(name, ".adml") && wanted)
        add_adml(join_path(folder, name), name, language, group);
    }
    for (const std::string& name : names) {
      if (is_language_tag(name)) add_language(join_path(folder, name), name, key, group);
    }
  }

  void add_language(const std::string& folder, const std::string& language, const std::string& key,
                    std::size_t group) {
    if (!files_.is_folder(folder)) return;
    for (const std::string& name : list(folder)) {
      if (!ends_in(name, ".adml")) continue;
      if (key.empty() || key_of(base_of(name)) == key) {
        add_adml(join_path(folder, name), name, language, group);
      }
    }
  }

  void add_admx(const std::string& folder, const std::string& name, std::size_t group) {
    std::string path = folder == "." ? name : join_path(folder, name);
    if (!paths_.insert(path).second) return;
    found_.admx.push_back({std::move(path), std::string(base_of(name)), key_of(base_of(name)), {}});
    admx_groups_.push_back(group);
  }

  void add_adml(const std::string& path, const std::string& name, std::string language,
                std::size_t group) {
    if (!paths_.insert(path).second) return;
    const auto same = [&language](const std::string& known) {
      return ascii_lower(known) == ascii_lower(language);
    };
    if (!language.empty() && std::ranges::none_of(found_.languages, same)) {
      found_.languages.insert(std::ranges::upper_bound(found_.languages, language), language);
    }
    found_.adml.push_back({path, std::move(language), key_of(base_of(name)), 0});
    adml_by_key_[found_.adml.back().key].push_back({found_.adml.size() - 1, group});
  }

  // The ADML files of an ADMX file: one of each language, from its own folder before the shared
  // ones; one beside it only where there is no other.
  void join(std::size_t index) {
    AdmxFile& admx = found_.admx[index];
    std::set<std::string> taken;
    for (const bool beside : {false, true}) {
      for (const std::size_t group : {admx_groups_[index], kShared}) {
        if (beside && !admx.adml.empty()) return;
        for (const auto& [adml, its_group] : adml_by_key_[admx.key]) {
          AdmlFile& file = found_.adml[adml];
          if (its_group != group || file.language.empty() != beside) continue;
          if (!taken.insert(ascii_lower(file.language)).second) continue;
          admx.adml.push_back(adml);
          ++file.uses;
        }
      }
    }
  }

  void report_case_duplicates() {
    std::map<std::pair<std::string, std::string>, const std::string*> seen;
    const auto look = [&](const std::string& path) {
      std::string folder = key_of(folder_of(path));
      const auto [first, is_new] =
          seen.emplace(std::pair(std::move(folder), key_of(name_of(path))), &path);
      if (is_new) return;
      findings_.warning("store.case-duplicate",
                        fmt::format("the name differs in case only from '{}'",
                                    escape_for_display(*first->second)),
                        {.source = path}, "keep one of them");
    };
    for (const AdmxFile& file : found_.admx) look(file.path);
    for (const AdmlFile& file : found_.adml) look(file.path);
  }

  FileSystem& files_;
  Diagnostics& findings_;
  StoreFiles found_;
  std::size_t groups_ = kShared;
  std::vector<std::size_t> admx_groups_;  // beside found_.admx
  std::map<std::string, std::vector<std::pair<std::size_t, std::size_t>>> adml_by_key_;
  std::set<std::string> paths_;  // each file once
};

}  // namespace

StoreFiles find_store_files(FileSystem& files, const std::vector<std::string>& paths,
                            Diagnostics& findings) {
  Finder finder(files, findings);
  for (const std::string& path : paths) finder.add_path(path);
  return finder.found();
}

}  // namespace regpolicy
