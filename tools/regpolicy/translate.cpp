// regpolicy translate: one language's texts of a template as PO or XLIFF, and back.
#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <regpolicy/po.hpp>
#include <regpolicy/text.hpp>
#include <regpolicy/translation.hpp>
#include <regpolicy/xliff.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "one_template.hpp"

namespace regpolicy::tools {
namespace {

ExitCode translate_usage(std::string message, std::string hint = "see regpolicy translate --help") {
  return fail_with({ErrorCode::invalid_argument, std::move(message), {}, std::move(hint)});
}

// The texts in the format that the file's name asks for, and how many are not translated.
struct Exported {
  std::string text;
  std::size_t texts = 0;
  std::size_t missing = 0;
};

Exported export_as(const std::string& path, const Template& content, const std::string& language) {
  Exported exported;
  for (const translation::Unit& unit : translation::units(content, language)) {
    ++exported.texts;
    if (unit.text.empty()) ++exported.missing;
  }
  const std::string name = ascii_lower(path);
  exported.text = name.ends_with(".xlf") || name.ends_with(".xliff")
                      ? xliff::write(translation::export_xliff(content, language))
                      : po::write(translation::export_po(content, language));
  return exported;
}

// A PO or XLIFF file. Empty where it is none, which is said.
std::optional<po::File> read_translations(ByteView bytes, const std::string& path,
                                          Diagnostics& diagnostics) {
  if (!xliff::looks_like_xml(bytes)) return po::read(as_chars(bytes), path, diagnostics);
  const auto file = xliff::read(bytes, path);
  if (file) return translation::to_po(*file);
  diagnostics.error("translation.bad-xliff", file.error().message, file.error().location,
                    file.error().hint);
  return std::nullopt;
}

ExitCode export_language(const Arguments& arguments) {
  if (arguments.has("FILE") || !arguments.has("lang") || !arguments.has("output")) {
    return translate_usage("expected translate export SOURCE --lang TAG -o FILE.po or FILE.xlf");
  }
  const auto read = read_any_template(arguments.get("SOURCE"));
  if (const auto* const code = std::get_if<ExitCode>(&read)) return *code;
  const Template& content = std::get<template_source::Draft>(read).content;
  const std::string language = arguments.get("lang");
  if (!content.resources.empty() &&
      ascii_lower(content.resources.front().language) == ascii_lower(language)) {
    return translate_usage(fmt::format("{} is the language that is translated from", language));
  }
  const std::string output = arguments.get("output");
  const Exported exported = export_as(output, content, language);
  const ExitCode code = write_outputs({text_file(output, exported.text)}, arguments);
  if (code == ExitCode::done && !arguments.has("quiet")) {
    say(fmt::format("{}: {} texts, {} of them not translated", language, exported.texts,
                    exported.missing));
  }
  return code;
}

// A source that is written anew has the layout of `generate --from`, and no comments.
bool would_lose_layout(const std::string& path, const template_source::Draft& draft) {
  const auto input = read_input(path);
  if (!input) return true;
  const std::string again =
      template_source::write(draft.content, {.to_translate = draft.to_translate});
  return as_chars(*input) != again;
}

ExitCode write_source(const Arguments& arguments, const template_source::Draft& draft,
                      bool in_place) {
  const std::string path = in_place ? arguments.get("SOURCE") : arguments.get("output");
  Arguments options = arguments;
  if (in_place) options.set("force", {});
  return write_outputs({text_file(path, template_source::write(
                                            draft.content, {.to_translate = draft.to_translate}))},
                       options);
}

ExitCode import_language(const Arguments& arguments) {
  const std::string source = arguments.get("SOURCE");
  if (!arguments.has("FILE")) {
    return translate_usage("expected translate import SOURCE.toml FILE.po or FILE.xlf");
  }
  if (is_admx_path(source)) {
    return translate_usage("translations are put into a template source, and this is an ADMX file",
                           "make one: regpolicy generate --from FILE.admx -o SOURCE.toml");
  }
  auto read = read_any_template(source);
  if (const auto* const code = std::get_if<ExitCode>(&read)) return *code;
  auto& draft = std::get<template_source::Draft>(read);
  const bool in_place = !arguments.has("output");
  if (in_place && !arguments.has("force") && would_lose_layout(source, draft)) {
    return fail_with({ErrorCode::already_exists,
                      "its comments and its layout would be lost: the whole source is written anew",
                      {.source = source},
                      "write another file with -o FILE, or --force"});
  }
  const std::string path = arguments.get("FILE");
  const auto input = read_input(path);
  if (!input) return fail_with(input.error());
  Diagnostics diagnostics;
  const auto file = read_translations(*input, path, diagnostics);
  if (!file) {
    say(diagnostics);
    return ExitCode::bad_input;
  }
  const std::string language =
      arguments.get("lang", translation::language_of(*file, draft.content));
  if (language.empty()) {
    return translate_usage(fmt::format("{} does not say its language", path), "give --lang TAG");
  }
  const auto result = translation::import_po(draft.content, language, *file, path, diagnostics);
  if (!diagnostics.items.empty()) say(diagnostics);
  if (diagnostics.has_errors()) return ExitCode::bad_input;
  if (std::ranges::find(draft.to_translate, language) == draft.to_translate.end()) {
    draft.to_translate.push_back(language);
  }
  const ExitCode code = write_source(arguments, draft, in_place);
  if (code == ExitCode::done && !arguments.has("quiet")) {
    say(fmt::format("{}: {} of {} texts translated, {} of them new or changed", language,
                    result.translated, result.translated + result.untranslated, result.changed));
  }
  return code;
}

ExitCode run_translate(const Arguments& arguments) {
  const std::string action = arguments.get("ACTION");
  if (action == "export") return export_language(arguments);
  if (action == "import") return import_language(arguments);
  return translate_usage(fmt::format("ACTION is '{}', expected export or import", action));
}

}  // namespace

Command translate_command() {
  Command command;
  command.name = "translate";
  command.summary = "Give a template's texts to translators as PO or XLIFF, and take them back";
  command.details =
      "export writes one language's texts of SOURCE, a template source or an ADMX file with its\n"
      "ADML files, as a PO file of GNU gettext, or as XLIFF 1.2 where FILE ends in .xlf or "
      ".xliff:\n"
      "the texts of the first language, their translations as far as there are any, and notes on\n"
      "where each is used.\n"
      "\n"
      "import puts the translations into a template source, which is written anew. That would "
      "lose\n"
      "the comments and the layout of a source written by hand, so such a one is left alone: give\n"
      "another FILE with -o, or --force. A language that the source does not have is added.\n"
      "Entries without text, fuzzy ones and those whose state is new or needs-... are skipped.\n"
      "Nothing is written where an entry names no text of the source, where the source text is\n"
      "another one by now, or where a translation has other placeholders, breaks a line that must\n"
      "be one, or is too long.\n"
      "\n"
      "Examples:\n"
      "  regpolicy translate export admx/SelfServicePasswordReset.toml --lang da-DK -o da-DK.po\n"
      "  regpolicy translate export store/SelfServicePasswordReset.admx --lang fi-FI -o fi-FI.po\n"
      "  regpolicy translate import admx/SelfServicePasswordReset.toml de-DE.po -o translated.toml";
  command.positionals = {{"ACTION", "export or import"},
                         {"SOURCE", "A template source, or for export an ADMX file"},
                         {"FILE", "For import: the PO or XLIFF file", false}};
  command.options = {{.name = "lang",
                      .letter = "",
                      .operand = "TAG",
                      .help = "The language; import takes it from the file where it is not given"},
                     {.name = "output",
                      .letter = "o",
                      .operand = "FILE",
                      .help = "The file to write; import writes SOURCE where it is not given"},
                     force_option(),
                     quiet_option()};
  command.run = run_translate;
  return command;
}

}  // namespace regpolicy::tools
