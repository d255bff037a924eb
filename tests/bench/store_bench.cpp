// A store of the size of Windows' own, with two languages: loading it (reading, understanding and
// joining every file) and checking it, against what the XML library needs only to parse the same
// bytes, on the same cores. The store is made here, the same every time; it lies in memory. With
// REGPOLICY_BENCH_STORE=FOLDER the rows are there for a real one too.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <pugixml.hpp>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/catalog.hpp>
#include <regpolicy/check_templates.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/store_source.hpp>
#include <regpolicy/text.hpp>

using namespace regpolicy;

namespace {

constexpr std::size_t kFiles = 250;
constexpr std::size_t kPoliciesOfFile = 30;
constexpr std::size_t kExplainBytes = 900;  // of a text, as Windows' are long

std::string reference(const std::string& id) { return "$(string." + id + ")"; }

// Words, a line break here and there unless it is a `title`, and now and then what has to be
// escaped.
std::string prose(std::size_t seed, std::size_t size, bool swedish, bool title = false) {
  constexpr const char* kEnglish[] = {"policy ", "setting ", "you ",   "enable ", "the ",
                                      "user ",   "if ",      "this, ", "\n\n",    "\"value\" "};
  constexpr const char* kSwedish[] = {"principen ", "inställning ", "du ", "aktiverar ",
                                      "för ",       "användare ",   "om ", "den, ",
                                      "\n\n",       "<mål> "};
  std::string text;
  for (std::size_t i = seed; text.size() < size; i = i * 31 + 7) {
    const std::size_t word = i / 3 % 10;
    if (title && word == 8) continue;
    text += (swedish ? kSwedish : kEnglish)[word];
  }
  return text;
}

Policy make_policy(std::size_t file, std::size_t number) {
  const std::string id = "Policy" + std::to_string(number);
  Policy policy;
  policy.name = id;
  policy.display_name = reference(id);
  policy.explain_text = reference(id + "_Help");
  policy.key = "Software\\Policies\\Contoso\\Product" + std::to_string(file) + "\\Area" +
               std::to_string(number % 7);
  policy.value_name = "Value" + id;
  policy.parent_category = "Category" + std::to_string(number % 5);
  policy.supported_on = "windows:SUPPORTED_Windows_10_0";
  policy.enabled_value = Decimal{1};
  policy.disabled_value = Decimal{0};
  if (number % 3 != 0) return policy;
  policy.presentation = "$(presentation." + id + ")";
  EnumElement choices;
  for (std::uint32_t i = 0; i < 4; ++i) {
    choices.items.push_back(
        {.display_name = reference(id + "_" + std::to_string(i)), .value = Decimal{i}});
  }
  policy.elements = {{.id = "Choice", .value_name = "Choice", .detail = choices},
                     {.id = "Text", .value_name = "Text", .detail = TextElement{.required = true}}};
  return policy;
}

PolicyDefinitions make_definitions(std::size_t file) {
  PolicyDefinitions definitions;
  definitions.revision = definitions.min_required_revision = "1.0";
  definitions.target = {"p" + std::to_string(file), "Contoso.Policies." + std::to_string(file)};
  definitions.using_namespaces = {{"windows", "Microsoft.Policies.Windows"}};
  for (std::size_t i = 0; i < 5; ++i) {
    const std::string id = "Category" + std::to_string(i);
    definitions.categories.push_back({.name = id, .display_name = reference(id)});
  }
  for (std::size_t i = 0; i < kPoliciesOfFile; ++i)
    definitions.policies.push_back(make_policy(file, i));
  return definitions;
}

PolicyResources make_resources(const PolicyDefinitions& definitions, bool swedish) {
  PolicyResources resources;
  resources.revision = "1.0";
  const auto add = [&](const std::string& text_reference, std::size_t size) {
    const std::string id = text_reference.substr(9, text_reference.size() - 10);
    resources.strings.push_back({id, prose(id.size() + size, size, swedish, size < kExplainBytes)});
  };
  for (const Category& row : definitions.categories) add(row.display_name, 20);
  for (const Policy& policy : definitions.policies) {
    add(policy.display_name, 40);
    add(*policy.explain_text, kExplainBytes);
    if (policy.elements.empty()) continue;
    for (const EnumItem& item : std::get<EnumElement>(policy.elements[0].detail).items) {
      add(item.display_name, 30);
    }
    resources.presentations.push_back(
        {policy.name,
         {DropdownList{.ref_id = "Choice", .label = prose(3, 30, swedish)},
          TextBox{.ref_id = "Text", .label = prose(5, 30, swedish)}}});
  }
  return resources;
}

// Files and nothing else of a disk.
class FilesInMemory : public FileSystem {
 public:
  std::map<std::string, Bytes> files;
  std::map<std::string, std::vector<std::string>> folders;
  std::string root;
  std::size_t bytes = 0;

  void add(const std::string& path, Bytes content) {
    bytes += content.size();
    files[path] = std::move(content);
    folders[folder_of(path)].push_back(path.substr(folder_of(path).size() + 1));
  }

  Result<Bytes> read(const std::string& path) override { return files.at(path); }
  bool exists(const std::string& path) override { return is_file(path) || is_folder(path); }
  bool is_folder(const std::string& path) override { return folders.contains(path); }
  bool is_file(const std::string& path) override { return files.contains(path); }
  std::string behind_links(const std::string& path) override { return path; }
  Result<std::vector<std::string>> list(const std::string& folder) override {
    return folders[folder];
  }
  Result<void> create_folders(const std::string&) override { return {}; }
  Result<void> create_file(const std::string&, ByteView) override { return {}; }
  Result<void> append_to_file(const std::string&, ByteView) override { return {}; }
  Result<void> add_name(const std::string&, const std::string&) override { return {}; }
  Result<void> rename(const std::string&, const std::string&, bool) override { return {}; }
  void copy_permissions(const std::string&, const std::string&) override {}
  void remove_file(const std::string&) override {}
};

class MadeStore final : public FilesInMemory {
 public:
  MadeStore() {
    root = "s";
    folders["s"] = {"en-US", "sv-SE"};
    for (std::size_t i = 0; i < kFiles; ++i) {
      const std::string name = "Template" + std::to_string(i);
      const PolicyDefinitions definitions = make_definitions(i);
      add_text("s/" + name + ".admx", admx::write(definitions));
      add_text("s/en-US/" + name + ".adml", adml::write(make_resources(definitions, false)));
      add_text("s/sv-SE/" + name + ".adml", adml::write(make_resources(definitions, true)));
    }
  }

 private:
  void add_text(const std::string& path, const std::string& text) {
    const ByteView view = as_bytes(text);
    add(path, Bytes(view.begin(), view.end()));
  }
};

// The ADMX and ADML files of a real PolicyDefinitions folder.
FilesInMemory read_store(const std::string& root) {
  FilesInMemory store;
  store.root = root;
  FileSystem& disk = real_file_system();
  const auto take = [&](const std::string& folder) {
    const std::vector<std::string> names = disk.list(folder).value();
    for (const std::string& name : names) {
      const std::string path = join_path(folder, name);
      const std::string lower = ascii_lower(name);
      if (!lower.ends_with(".admx") && !lower.ends_with(".adml")) continue;
      store.add(path, disk.read(path).value());
    }
  };
  take(root);
  const std::vector<std::string> names = disk.list(root).value();
  for (const std::string& name : names) {
    const std::string folder = join_path(root, name);
    if (!disk.is_folder(folder)) continue;
    store.folders[root].push_back(name);
    take(folder);
  }
  return store;
}

// Calls use(bytes) with every file, on all cores.
void for_each_file(const FilesInMemory& store, const auto& use) {
  std::vector<const Bytes*> contents;
  for (const auto& [path, content] : store.files) contents.push_back(&content);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < contents.size(); i = next++) use(*contents[i]);
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) others.emplace_back(work);
  work();
}

// Every file parsed by the library as it comes, and thrown away.
void parse_every_file(const FilesInMemory& store) {
  for_each_file(store, [](const Bytes& content) {
    pugi::xml_document document;
    benchmark::DoNotOptimize(document.load_buffer(content.data(), content.size()).status);
  });
}

// Looks at each name and value below the node once and puts the ids into a table.
struct Visit {
  std::size_t bytes = 0;
  std::unordered_map<std::string_view, pugi::xml_node> ids;

  void all_below(pugi::xml_node node) {
    for (const pugi::xml_attribute row : node.attributes()) {
      const std::string_view name = row.name(), value = row.value();
      bytes += name.size() + value.size();
      if (name == "id" || name == "name") ids.emplace(value, node);
    }
    for (const pugi::xml_node child : node.children()) {
      bytes += std::string_view(child.name()).size() + std::string_view(child.value()).size();
      all_below(child);
    }
  }
};

// The least that any program has to do that reads templates with this library, whatever it makes
// of them: nothing is copied, kept, compared or checked here.
void parse_and_visit_every_file(const FilesInMemory& store) {
  for_each_file(store, [](const Bytes& content) {
    pugi::xml_document document;
    benchmark::DoNotOptimize(document.load_buffer(content.data(), content.size()).status);
    Visit visit;
    visit.all_below(document);
    benchmark::DoNotOptimize(visit.bytes);
  });
}

// `work` gives back what it has made, which is thrown away outside the time.
double seconds_of(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  [[maybe_unused]] const auto made = work();
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  return time.count();
}

// The first load of a process takes its memory from the system page by page, and the yardstick
// needs hardly any. What that costs says more about the system than about the work, so it is a row
// of its own; the later ones keep what they have been given.
void keep_memory() {
#ifdef __GLIBC__
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_MMAP_THRESHOLD, 1 << 25);  // the highest there is
#endif
}

// Bytes that are allocated just now; 0 where the system does not say.
double held_bytes() {
#ifdef __GLIBC__
  const auto info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
#else
  return 0;
#endif
}

// How often the yardstick's time goes into that of `work`, the fastest of each. Both are measured
// in turn, so that whatever else the machine does hinders both alike.
void measure(benchmark::State& state, FilesInMemory& store, const auto& work) {
  keep_memory();
  double yardstick = 1e9, fastest = 1e9;
  for (auto _ : state) {
    const double seconds = seconds_of([&] { return work(store); });
    state.SetIterationTime(seconds);
    fastest = std::min(fastest, seconds);
    for (int i = 0; i < 3; ++i) {
      yardstick = std::min(yardstick, seconds_of([&] { return parse_every_file(store), 0; }));
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(store.bytes) * state.iterations());
  state.counters["of_parse"] = fastest / yardstick;
}

void parse_only(benchmark::State& state, FilesInMemory& store) {
  measure(state, store, [](const FilesInMemory& files) { return parse_every_file(files), 0; });
}

void parse_and_visit(benchmark::State& state, FilesInMemory& store) {
  measure(state, store,
          [](const FilesInMemory& files) { return parse_and_visit_every_file(files), 0; });
}

TemplateStore load_all(FilesInMemory& store) { return load_store(store, {store.root}); }

void load(benchmark::State& state, FilesInMemory& store) {
  double held = 0;
  measure(state, store, [&](FilesInMemory& files) {
    const double before = held_bytes();
    TemplateStore loaded = load_all(files);
    held = held_bytes() - before;
    return loaded;
  });
  // Bytes of the loaded store for each byte of its files.
  state.counters["held"] = held / static_cast<double>(store.bytes);
}

void check(benchmark::State& state, FilesInMemory& store) {
  const TemplateStore loaded = load_all(store);
  measure(state, store,
          [&loaded](const FilesInMemory&) { return check_store(loaded, {.all_languages = true}); });
}

// Every rule over all languages, and the index that finds policies by name.
void load_join_and_check(benchmark::State& state, FilesInMemory& store) {
  struct Made {
    TemplateStore loaded;
    Diagnostics findings, of_catalog;
    Catalog catalog;
  };
  std::size_t findings = 0;
  measure(state, store, [&findings](FilesInMemory& files) {
    Made made{.loaded = load_all(files), .findings = {}, .of_catalog = {}, .catalog = {}};
    made.findings = check_store(made.loaded, {.all_languages = true});
    for (StoreTemplate& row : made.loaded.templates) {
      made.catalog.add(std::move(row.content), made.of_catalog);
    }
    findings = made.findings.items.size();
    return made;
  });
  state.counters["findings"] = static_cast<double>(findings);
}

using Run = void (*)(benchmark::State&, FilesInMemory&);

// The rows of one store, which is made or read when the first of them runs.
void add_rows(const std::string& name, FilesInMemory& (*store)()) {
  const auto add = [&](const std::string& row, Run run) {
    return benchmark::RegisterBenchmark(
               (name + row).c_str(), [run, store](benchmark::State& state) { run(state, store()); })
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
  };
  add("/first_load", load)->Iterations(1);
  add("/parse_only", parse_only);
  add("/parse_and_visit", parse_and_visit);
  add("/load", load);
  add("/check", check);
  add("/load_join_and_check", load_join_and_check);
}

[[maybe_unused]] const bool kRowsAdded = [] {
  add_rows("store", [] -> FilesInMemory& {
    static MadeStore made;
    return made;
  });
  if (std::getenv("REGPOLICY_BENCH_STORE") != nullptr) {
    add_rows("real_store", [] -> FilesInMemory& {
      static FilesInMemory read = read_store(std::getenv("REGPOLICY_BENCH_STORE"));
      return read;
    });
  }
  return true;
}();

}  // namespace
