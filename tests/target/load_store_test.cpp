#include <regpolicy/store_source.hpp>

#include <catch2/catch.hpp>

#include "support/memory_file_system.hpp"

using namespace regpolicy;

namespace {

std::string admx_text(const std::string& uri, const std::string& resources = {}) {
  return "<policyDefinitions revision=\"1.0\" schemaVersion=\"1.0\"><policyNamespaces>"
         "<target prefix=\"p\" namespace=\"" +
         uri + "\"/></policyNamespaces><resources minRequiredRevision=\"1.0\"" + resources +
         "/></policyDefinitions>";
}

std::string adml_text(const std::string& name) {
  return "<policyDefinitionResources revision=\"1.0\" schemaVersion=\"1.0\"><displayName>" + name +
         "</displayName><description/><resources/></policyDefinitionResources>";
}

// A disk with the folders that its files need.
struct Disk {
  tests::MemoryFileSystem system;

  void add(const std::string& path, const std::string& text) {
    const ByteView bytes = as_bytes(text);
    system.files[path] = Bytes(bytes.begin(), bytes.end());
    for (std::string folder = folder_of(path); folder != "."; folder = folder_of(folder)) {
      system.folders.insert(folder);
    }
  }
};

// "A[en-US sv-SE]"
std::string shape_of(const TemplateStore& store) {
  std::string shape;
  for (const StoreTemplate& row : store.templates) {
    shape += (shape.empty() ? "" : " ") + row.content.name + "[";
    for (const PolicyResources& resources : row.content.resources) {
      if (!shape.ends_with('[')) shape += ' ';
      shape += resources.language + "=" + resources.display_name;
    }
    shape += "]";
    CHECK(row.adml.size() == row.content.resources.size());
  }
  return shape;
}

std::string lines_of(const Diagnostics& diagnostics) {
  std::string lines;
  for (const Diagnostic& item : diagnostics.items) lines += to_string(item) + "\n";
  return tests::MemoryFileSystem::key(lines);
}

Disk sample() {
  Disk disk;
  disk.add("s/B.admx", admx_text("B", " fallbackCulture=\"de-DE\""));
  disk.add("s/a.ADMX", admx_text("A"));
  disk.add("s/en-us/A.adml", adml_text("a-en"));
  disk.add("s/sv-SE/a.adml", adml_text("a-sv"));
  disk.add("s/de-DE/b.adml", adml_text("b-de"));
  disk.add("s/en-us/b.adml", adml_text("b-en"));
  disk.add("s/sv-SE/Other.adml", adml_text("other"));
  return disk;
}

}  // namespace

TEST_CASE("a store has its ADMX files with the ADML files of every language", "[store]") {
  Disk disk = sample();
  const TemplateStore store = load_store(disk.system, {"s"});
  CHECK(shape_of(store) == "B[de-DE=b-de en-us=b-en] a[en-us=a-en sv-SE=a-sv]");
  CHECK(store.languages == std::vector<std::string>{"de-DE", "en-us", "sv-SE"});
  CHECK(lines_of(store.findings).empty());
  CHECK(store.templates.at(1).admx.source == join_path("s", "a.ADMX"));
  CHECK(store.templates.at(1).adml.at(0).source == join_path(join_path("s", "en-us"), "A.adml"));
}

TEST_CASE("an ADML file without an ADMX file is an orphan", "[store]") {
  Disk disk = sample();
  const TemplateStore store = load_store(disk.system, {"s"});
  REQUIRE(store.orphans.size() == 1);
  CHECK(store.orphans[0].resources.display_name == "other");
  CHECK(store.orphans[0].resources.language == "sv-SE");
}

TEST_CASE("where a file has none of the language asked for, its fallback culture stands in",
          "[store]") {
  Disk disk = sample();
  CHECK(shape_of(load_store(disk.system, {"s"}, {.languages = {"SV-se"}})) ==
        "B[de-DE=b-de] a[sv-SE=a-sv]");
  CHECK(shape_of(load_store(disk.system, {"s"}, {.languages = {"fr-FR"}})) ==
        "B[de-DE=b-de] a[en-us=a-en]");
  CHECK(shape_of(load_store(disk.system, {"s"}, {.languages = {"sv-SE", "en-US"}})) ==
        "B[de-DE=b-de en-us=b-en] a[en-us=a-en sv-SE=a-sv]");
}

TEST_CASE("fallback cultures are read beside the languages wanted where they are asked for",
          "[store]") {
  Disk disk = sample();
  const StoreOptions options{.languages = {"en-US"}, .with_fallbacks = true};
  CHECK(shape_of(load_store(disk.system, {"s"}, options)) ==
        "B[de-DE=b-de en-us=b-en] a[en-us=a-en]");
}

TEST_CASE("one ADMX file brings its own ADML files along and no others", "[store]") {
  Disk disk = sample();
  const TemplateStore store = load_store(disk.system, {"s/a.ADMX"});
  CHECK(shape_of(store) == "a[en-us=a-en sv-SE=a-sv]");
  CHECK(store.orphans.empty());
}

TEST_CASE("a folder without ADMX files serves those of the others", "[store]") {
  Disk disk;
  disk.add("admx/A.admx", admx_text("A"));
  disk.add("adml/en-US/A.adml", adml_text("en"));
  disk.add("adml/sv-SE/A.adml", adml_text("sv"));
  CHECK(shape_of(load_store(disk.system, {"admx", "adml"})) == "A[en-US=en sv-SE=sv]");
  CHECK(shape_of(load_store(disk.system, {"admx", "adml/sv-SE"})) == "A[sv-SE=sv]");
  CHECK(shape_of(load_store(disk.system, {"admx", "adml/en-US/A.adml"})) == "A[en-US=en]");
}

TEST_CASE("an ADML file beside its ADMX file is taken where no folder has one", "[store]") {
  Disk disk;
  disk.add("s/A.admx", admx_text("A"));
  disk.add("s/A.adml", adml_text("beside"));
  CHECK(shape_of(load_store(disk.system, {"s"})) == "A[=beside]");
  disk.add("s/en-US/A.adml", adml_text("en"));
  const TemplateStore store = load_store(disk.system, {"s"});
  CHECK(shape_of(store) == "A[en-US=en]");
  CHECK(store.orphans.size() == 1);
}

TEST_CASE("names that differ in case only are reported", "[store]") {
  Disk disk;
  disk.add("s/A.admx", admx_text("A"));
  disk.add("s/a.admx", admx_text("B"));
  disk.add("s/en-US/A.adml", adml_text("1"));
  disk.add("s/en-us/a.adml", adml_text("2"));
  const TemplateStore store = load_store(disk.system, {"s"});
  CHECK(shape_of(store) == "A[en-US=1] a[en-US=1]");
  CHECK(lines_of(store.findings) ==
        "s/a.admx: warning: the name differs in case only from 's/A.admx' (keep one of them) "
        "[store.case-duplicate]\n"
        "s/en-us/a.adml: warning: the name differs in case only from 's/en-US/A.adml' (keep one of "
        "them) [store.case-duplicate]\n");
}

TEST_CASE("what cannot be read is said, and the rest is there", "[store]") {
  Disk disk = sample();
  disk.add("s/C.admx", "<policies/>");
  disk.add("s/en-us/a.adml", "");
  disk.system.unlistable.insert("s/de-DE");
  const TemplateStore store = load_store(disk.system, {"s", "s/nowhere.admx"});
  CHECK(shape_of(store) == "B[en-us=b-en] a[en-us=a-en sv-SE=a-sv]");
  CHECK(lines_of(store.findings)
            .find("s/C.admx:1:1: error: found <policies>, expected "
                  "<policyDefinitions> [admx.wrong-root]\n") != std::string::npos);
  CHECK(lines_of(store.findings).find("s/de-DE: error: it failed [store.unreadable]\n") !=
        std::string::npos);
  CHECK(lines_of(store.findings).find("s/nowhere.admx: error: it failed [store.unreadable]\n") !=
        std::string::npos);
}

TEST_CASE("a folder without any template is an error", "[store]") {
  Disk disk;
  disk.system.folders.insert("s");
  CHECK(lines_of(load_store(disk.system, {"s"}).findings) ==
        "s: error: found no ADMX file (*.admx) [store.no-templates]\n");
}

TEST_CASE("any number of threads gives the same store, and tells of every file", "[store]") {
  Disk disk = sample();
  const std::string expected = shape_of(load_store(disk.system, {"s"}, {.threads = 1}));
  for (const unsigned threads : {2U, 3U, 16U}) {
    std::size_t calls = 0, last = 0;
    const TemplateStore store =
        load_store(disk.system, {"s"},
                   {.threads = threads, .progress = [&](std::size_t done, std::size_t total) {
                      ++calls;
                      CHECK(done == calls);
                      last = total;
                    }});
    CHECK(shape_of(store) == expected);
    CHECK(calls == 7);
    CHECK(last == 7);
  }
}
