#include <algorithm>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/store_source.hpp>
#include <regpolicy/text.hpp>

#include "core/for_each_index.hpp"
#include "target/store_files.hpp"

namespace regpolicy {
namespace {

// One file that is read: an ADMX file or an ADML file, and what became of it.
template <class File>
struct Loaded {
  std::optional<File> file;
  std::optional<Error> error;  // of the disk
  Diagnostics findings;
};
using LoadedAdmx = Loaded<admx::File>;
using LoadedAdml = Loaded<adml::File>;

template <class File, class Read>
Loaded<File> load(FileSystem& files, const std::string& path, Read read) {
  Loaded<File> loaded;
  const auto bytes = files.read(path);
  if (bytes) {
    loaded.file = read(*bytes, path, loaded.findings);
  } else {
    loaded.error = bytes.error();
  }
  return loaded;
}

class Loader {
 public:
  Loader(FileSystem& files, const StoreOptions& options, Diagnostics& findings, StoreFiles found)
      : files_(files),
        options_(options),
        findings_(findings),
        found_(std::move(found)),
        admx_(found_.admx.size()),
        adml_(found_.adml.size()) {}

  // First every ADMX file and the ADML files that are wanted whatever the ADMX files say, then
  // those of fallback cultures.
  void load_all() {
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < found_.adml.size(); ++i) {
      if (found_.adml[i].uses == 0 || is_wanted(found_.adml[i].language)) wanted.push_back(i);
    }
    total_ = admx_.size() + wanted.size();
    for_each_index(total_, options_.threads, [&](std::size_t job) {
      if (job < admx_.size()) {
        admx_[job] = load<admx::File>(files_, found_.admx[job].path, admx::read);
      } else {
        load_adml(wanted[job - admx_.size()]);
      }
      tell();
    });
    const std::vector<std::size_t> fallbacks = missing_fallbacks();
    total_ += fallbacks.size();
    for_each_index(fallbacks.size(), options_.threads, [&](std::size_t job) {
      load_adml(fallbacks[job]);
      tell();
    });
  }

  TemplateStore store() {
    TemplateStore store;
    store.templates.reserve(admx_.size());
    for (std::size_t i = 0; i < admx_.size(); ++i) {
      if (admx_[i].file) {
        store.templates.push_back(join(i));
      } else {
        report(admx_[i]);
      }
    }
    for (std::size_t i = 0; i < adml_.size(); ++i) {
      if (!adml_[i] || taken_.contains(i)) continue;
      report(*adml_[i]);
      if (!adml_[i]->file || found_.adml[i].uses != 0) continue;
      adml::File& file = *adml_[i]->file;
      file.resources.language = found_.adml[i].language;
      store.orphans.push_back({std::move(file.resources), std::move(file.source)});
    }
    store.languages = std::move(found_.languages);
    return store;
  }

 private:
  bool is_wanted(std::string_view language) const {
    const auto same = [language](const std::string& wanted) {
      return ascii_lower(wanted) == ascii_lower(language);
    };
    // A file without a language is all that there is.
    return options_.languages.empty() || language.empty() ||
           std::ranges::any_of(options_.languages, same);
  }

  std::string fallback_of(std::size_t admx) const {
    return ascii_lower(admx_[admx].file->definitions.fallback_culture.value_or("en-US"));
  }

  // The ADML files of fallback cultures that are asked for, or stand in for a language that is.
  std::vector<std::size_t> missing_fallbacks() const {
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < admx_.size(); ++i) {
      if (!admx_[i].file) continue;
      const auto& candidates = found_.admx[i].adml;
      const auto loaded = std::ranges::count_if(
          candidates, [this](std::size_t adml) { return adml_[adml].has_value(); });
      const std::size_t wanted = std::max<std::size_t>(1, options_.languages.size());
      if (static_cast<std::size_t>(loaded) >= wanted && !options_.with_fallbacks) continue;
      for (const std::size_t adml : candidates) {
        if (!adml_[adml] && ascii_lower(found_.adml[adml].language) == fallback_of(i)) {
          missing.push_back(adml);
        }
      }
    }
    std::ranges::sort(missing);
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    return missing;
  }

  void load_adml(std::size_t index) {
    adml_[index] = load<adml::File>(files_, found_.adml[index].path, adml::read);
  }

  void tell() {
    if (!options_.progress) return;
    const std::lock_guard lock(telling_);
    options_.progress(++done_, total_);
  }

  // The ADML files of an ADMX file: the fallback culture first, then by the order asked for, else
  // by name.
  std::vector<std::size_t> in_order(std::size_t index) const {
    std::vector<std::pair<std::size_t, std::size_t>> ranked;
    for (const std::size_t adml : found_.admx[index].adml) {
      if (!adml_[adml]) continue;
      const std::string language = ascii_lower(found_.adml[adml].language);
      const auto place = std::ranges::find(options_.languages, language, ascii_lower);
      const std::size_t rank =
          language == fallback_of(index)
              ? 0
              : static_cast<std::size_t>(place - options_.languages.begin()) + 1;
      ranked.emplace_back(rank, adml);
    }
    std::ranges::sort(ranked);
    std::vector<std::size_t> order;
    for (const auto& row : ranked) order.push_back(row.second);
    return order;
  }

  StoreTemplate join(std::size_t index) {
    const std::vector<std::size_t> order = in_order(index);
    LoadedAdmx& admx = admx_[index];
    StoreTemplate result;
    result.content.name = found_.admx[index].name;
    result.content.definitions = std::move(admx.file->definitions);
    result.admx = std::move(admx.file->source);
    result.findings = std::move(admx.findings);
    for (const std::size_t adml : order) {
      LoadedAdml& loaded = *adml_[adml];
      taken_.insert(adml);
      append(result.findings, loaded.findings);
      if (loaded.error) report(loaded);
      if (!loaded.file) continue;
      const bool last = --found_.adml[adml].uses == 0;
      adml::File file = last ? std::move(*loaded.file) : *loaded.file;
      file.resources.language = found_.adml[adml].language;
      result.content.resources.push_back(std::move(file.resources));
      result.adml.push_back(std::move(file.source));
    }
    return result;
  }

  static void append(Diagnostics& to, const Diagnostics& from) {
    to.items.insert(to.items.end(), from.items.begin(), from.items.end());
  }

  // What could not be read at all.
  template <class File>
  void report(const Loaded<File>& loaded) {
    append(findings_, loaded.findings);
    if (loaded.error) {
      findings_.error("store.unreadable", loaded.error->message, loaded.error->location,
                      loaded.error->hint);
    }
  }

  FileSystem& files_;
  const StoreOptions& options_;
  Diagnostics& findings_;
  StoreFiles found_;
  std::vector<LoadedAdmx> admx_;
  std::vector<std::optional<LoadedAdml>> adml_;
  std::set<std::size_t> taken_;
  std::mutex telling_;
  std::size_t done_ = 0, total_ = 0;
};

}  // namespace

TemplateStore load_store(FileSystem& files, const std::vector<std::string>& paths,
                         const StoreOptions& options) {
  Diagnostics findings;
  StoreFiles found = find_store_files(files, paths, findings);
  if (found.admx.empty() && found.adml.empty() && !findings.has_errors()) {
    findings.error("store.no-templates", "found no ADMX file (*.admx)",
                   {.source = paths.empty() ? std::string() : paths.front()});
  }
  Loader loader(files, options, findings, std::move(found));
  loader.load_all();
  TemplateStore store = loader.store();
  store.findings = std::move(findings);
  return store;
}

}  // namespace regpolicy
