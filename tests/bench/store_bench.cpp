// A store of the size of Windows' own, with two languages: loading it (reading, understanding and
// joining every file) and checking it, against what the XML library needs only to parse the same
// bytes, on the same cores. The store is made here, the same every time; it lies in memory.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <string>
#include <thread>
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
#include <regpolicy/store_source.hpp>

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

// The store's files, and nothing else of a disk.
class MadeStore final : public FileSystem {
 public:
  MadeStore() {
    for (std::size_t i = 0; i < kFiles; ++i) {
      const std::string name = "Template" + std::to_string(i);
      const PolicyDefinitions definitions = make_definitions(i);
      add("s/" + name + ".admx", admx::write(definitions));
      add("s/en-US/" + name + ".adml", adml::write(make_resources(definitions, false)));
      add("s/sv-SE/" + name + ".adml", adml::write(make_resources(definitions, true)));
    }
    for (const auto& [path, content] : files) bytes += content.size();
  }

  std::map<std::string, Bytes> files;
  std::map<std::string, std::vector<std::string>> folders;
  std::size_t bytes = 0;

  Result<Bytes> read(const std::string& path) override { return files.at(path); }
  bool exists(const std::string& path) override { return files.contains(path); }
  bool is_folder(const std::string& path) override { return path.find('.') == path.npos; }
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

 private:
  void add(const std::string& path, const std::string& text) {
    const ByteView view = as_bytes(text);
    files[path] = Bytes(view.begin(), view.end());
    folders[folder_of(path)].push_back(path.substr(folder_of(path).size() + 1));
    if (folders["s"].empty() || folder_of(path) == "s") return;
    const std::string language = folder_of(path).substr(2);
    auto& names = folders["s"];
    if (std::find(names.begin(), names.end(), language) == names.end()) names.push_back(language);
  }
};

MadeStore& made_store() {
  static MadeStore store;
  return store;
}

// Every file parsed by the library as it comes, on all cores, and thrown away.
void parse_every_file(const MadeStore& store) {
  std::vector<const Bytes*> contents;
  for (const auto& [path, content] : store.files) contents.push_back(&content);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < contents.size(); i = next++) {
      pugi::xml_document document;
      benchmark::DoNotOptimize(
          document.load_buffer(contents[i]->data(), contents[i]->size()).status);
    }
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) others.emplace_back(work);
  work();
}

double seconds_of(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
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
void measure(benchmark::State& state, const auto& work) {
  keep_memory();
  MadeStore& store = made_store();
  double yardstick = 1e9, fastest = 1e9;
  for (auto _ : state) {
    const double seconds = seconds_of([&] { work(store); });
    state.SetIterationTime(seconds);
    fastest = std::min(fastest, seconds);
    for (int i = 0; i < 3; ++i) {
      yardstick = std::min(yardstick, seconds_of([&] { parse_every_file(store); }));
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(store.bytes) * state.iterations());
  state.counters["of_parse"] = fastest / yardstick;
}

void parse_only(benchmark::State& state) {
  measure(state, [](const MadeStore& store) { parse_every_file(store); });
}

TemplateStore load_all(MadeStore& store) {
  TemplateStore loaded = load_store(store, {"s"});
  benchmark::DoNotOptimize(loaded.templates.data());
  return loaded;
}

void load(benchmark::State& state) {
  double held = 0;
  measure(state, [&](MadeStore& store) {
    const double before = held_bytes();
    const TemplateStore loaded = load_all(store);
    held = held_bytes() - before;
    if (loaded.templates.size() != kFiles) state.SkipWithError("the store is not whole");
  });
  // Bytes of the loaded store for each byte of its files.
  state.counters["held"] = held / static_cast<double>(made_store().bytes);
}

// Every rule over both languages, and the index that finds policies by name.
void load_join_and_check(benchmark::State& state) {
  std::size_t findings = 0;
  measure(state, [&findings](MadeStore& store) {
    TemplateStore loaded = load_all(store);
    findings = check_store(loaded, {.all_languages = true}).items.size();
    Catalog catalog;
    Diagnostics diagnostics;
    for (StoreTemplate& row : loaded.templates) catalog.add(std::move(row.content), diagnostics);
    benchmark::DoNotOptimize(catalog.templates().data());
  });
  state.counters["findings"] = static_cast<double>(findings);
}

void check(benchmark::State& state) {
  const TemplateStore loaded = load_all(made_store());
  measure(state, [&loaded](const MadeStore&) {
    benchmark::DoNotOptimize(check_store(loaded, {.all_languages = true}).items.data());
  });
}

}  // namespace

BENCHMARK(load)
    ->Name("store/first_load")
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(parse_only)->Name("store/parse_only")->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(load)->Name("store/load")->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(check)->Name("store/check")->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(load_join_and_check)
    ->Name("store/load_join_and_check")
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
