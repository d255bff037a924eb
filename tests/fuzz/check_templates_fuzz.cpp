// check_store takes whatever the readers of ADMX and ADML give: the input is an ADMX file and ADML
// files with a line of '=' between them. It never fails, names rules that exist and places within
// the files, and finds the same again.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/check_templates.hpp>
#include <regpolicy/findings.hpp>
#include <regpolicy/text.hpp>

using namespace regpolicy;

namespace {

constexpr std::string_view kSeparator = "\n=====\n";
constexpr std::string_view kLanguages[] = {"en-US", "sv-SE", "sv", ""};

// The bytes up to the next separator, which are taken away.
ByteView next_part(ByteView& bytes) {
  const std::size_t end = std::min(as_chars(bytes).find(kSeparator), bytes.size());
  const ByteView part = bytes.first(end);
  bytes = bytes.subspan(std::min(end + kSeparator.size(), bytes.size()));
  return part;
}

TemplateStore store_of(ByteView bytes) {
  TemplateStore store;
  StoreTemplate row;
  auto definitions = admx::read(next_part(bytes), "A.admx", row.findings);
  if (!definitions) return store;
  row.content.definitions = std::move(definitions->definitions);
  row.admx = std::move(definitions->source);
  for (const std::string_view language : kLanguages) {
    auto texts = adml::read(next_part(bytes), std::string(language) + "/A.adml", row.findings);
    if (!texts) continue;
    texts->resources.language = language;
    row.content.resources.push_back(std::move(texts->resources));
    row.adml.push_back(std::move(texts->source));
    store.languages.emplace_back(language);
  }
  store.templates.push_back(std::move(row));
  return store;
}

void check_finding(const Diagnostic& item) {
  const auto& rules = template_rules();
  const auto rule = std::ranges::find(rules, item.rule, &Rule::id);
  if (rule == rules.end() || rule->severity != item.severity || item.message.empty()) std::abort();
  if (item.location.line == 0 || item.location.column == 0) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const TemplateStore store = store_of(std::as_bytes(std::span(data, size)));
  for (const TemplateTarget target : {TemplateTarget::gpmc, TemplateTarget::mdm}) {
    const CheckTemplatesOptions options{.all_languages = true, .target = target};
    const Diagnostics findings = check_store(store, options);
    for (const Diagnostic& item : findings.items) check_finding(item);
    if (findings.items != check_store(store, options).items) std::abort();
    if (!is_valid_utf8(findings_json(findings))) std::abort();
    if (!is_valid_utf8(translations_json(translation_table(store, options)))) std::abort();
  }
  return 0;
}
