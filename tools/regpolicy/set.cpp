// regpolicy set: edits of a Registry.pol in its place.
#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "edited_file.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kSetDetails =
    "Sets a value in FILE, or writes what deletes values and keys, in place. Only the records\n"
    "that the edit names change; all others keep their bytes and their order. NAME '' is the "
    "key's\n"
    "default value.\n"
    "\n"
    "TYPE and DATA: dword, qword, dword_big_endian and a number (1, 0x1F); sz, expand_sz and a\n"
    "text; multi_sz and any number of texts; none; binary, or any other type by its name or\n"
    "number, and bytes (01ff, 01,ff). Words that begin with '-' stand behind --.\n"
    "\n"
    "One record is left for a value, where the last one stood, but behind what would delete it; a\n"
    "new one stands behind the last of its key. --delete-all-values and --delete-keys stand "
    "before\n"
    "what FILE sets there, so that it stays set.\n"
    "\n"
    "--from reads many edits from a Registry.pol, .reg, LGPO text or JSON; each of its records is\n"
    "an edit, in their order. --dry-run exits 1 where FILE would change.\n"
    "\n"
    "Examples:\n"
    "  regpolicy set Machine/Registry.pol 'SOFTWARE\\Policies\\Contoso' Level dword 3\n"
    "  regpolicy set Machine/Registry.pol 'SOFTWARE\\Policies\\Contoso' Hosts multi_sz a b c\n"
    "  regpolicy set Machine/Registry.pol 'SOFTWARE\\Policies\\Contoso' Old --delete\n"
    "  regpolicy set User/Registry.pol 'Software\\Policies\\Contoso' Theme sz dark --soft\n"
    "  regpolicy set Machine/Registry.pol --from settings.reg\n"
    "  regpolicy set --create made.pol 'SOFTWARE\\Policies\\Contoso' --delete-keys Cache Temp";

using Words = std::vector<std::string>;

// What stands behind KEY: NAME TYPE DATA, or the names that an option takes.
Words words_behind_key(const Arguments& arguments) {
  Words words;
  for (const char* const name : {"NAME", "TYPE", "DATA"}) {
    const auto& given = arguments.all(name);
    words.insert(words.end(), given.begin(), given.end());
  }
  return words;
}

Result<Instruction> value_edit(const Arguments& arguments, const std::u16string& key) {
  if (!arguments.has("NAME")) return usage("NAME is missing", "'' is the key's default value");
  if (!arguments.has("TYPE")) {
    return usage("TYPE is missing", "such as dword or sz; or --delete");
  }
  const auto names = value_names(arguments.all("NAME"));
  if (!names) return std::unexpected(names.error());
  const std::u16string& name = names->front();
  const auto type = parse_type(arguments.get("TYPE"));
  if (!type) return std::unexpected(type.error());
  auto value = parse_value(*type, arguments.all("DATA"));
  if (!value) return std::unexpected(value.error());
  if (arguments.has("soft")) return SetIfAbsent{key, name, *std::move(value)};
  SetValue edit{key, name, *std::move(value)};
  if (can_encode(edit)) return edit;
  if (name.empty()) {
    return usage("a REG_NONE without name and data is how a Registry.pol creates a key",
                 "--create-key says so");
  }
  return usage(fmt::format("NAME: '{}' begins with '**', which a client reads as a directive",
                           escape_for_display(name)),
               "--delete, --soft and the other options write directives");
}

// How many words an option takes behind KEY.
Result<Words> words_of_option(const Arguments& arguments, std::string_view option) {
  Words words = words_behind_key(arguments);
  if (option == "delete" && words.size() != 1) {
    return usage(fmt::format("--delete takes one NAME, found {} words", words.size()),
                 "--delete-values takes several; '' is the key's default value");
  }
  const bool takes_names =
      option == "delete" || option == "delete-values" || option == "delete-keys";
  if (takes_names && words.empty()) {
    return usage(fmt::format("--{} takes at least one name", option));
  }
  if (!takes_names && !words.empty()) {
    return usage(
        fmt::format("--{} takes no NAME, found '{}'", option, escape_for_display(words.front())));
  }
  return words;
}

Result<Instruction> edit_of_option(const Arguments& arguments, std::string_view option,
                                   const std::u16string& key) {
  const auto words = words_of_option(arguments, option);
  if (!words) return std::unexpected(words.error());
  if (option == "delete-all-values") return DeleteAllValues{key};
  if (option == "create-key") return CreateKey{key};
  if (option == "secure-key") return SecureKey{key, arguments.get("secure-key") == "on"};
  auto names = option == "delete-keys" ? subkey_names(*words) : value_names(*words);
  if (!names) return std::unexpected(names.error());
  if (option == "delete-keys") return DeleteKeys{key, *std::move(names)};
  if (option == "delete-values") return DeleteValues{key, *std::move(names)};
  return DeleteValue{key, names->front()};
}

Result<Instructions> edits_of(const Arguments& arguments) {
  const auto option =
      only_one_of(arguments, {"soft", "delete", "delete-all-values", "delete-values", "delete-keys",
                              "secure-key", "create-key", "from"});
  if (!option) return std::unexpected(option.error());
  if (*option == "from") {
    if (arguments.has("KEY")) return usage("--from takes no KEY: EDITS names the keys");
    return read_edits(arguments);
  }
  const auto key = key_argument(arguments);
  if (!key) return std::unexpected(key.error());
  if (const auto defect = defect_of_key(*key)) return std::unexpected(*defect);
  auto edit = option->empty() || *option == "soft" ? value_edit(arguments, *key)
                                                   : edit_of_option(arguments, *option, *key);
  if (!edit) return std::unexpected(edit.error());
  if (!can_encode(*edit)) {
    return usage("a Registry.pol has no words for this: " + describe(*edit),
                 "names in a list are not empty and hold no ';'");
  }
  return Instructions{*std::move(edit)};
}

ExitCode run_set(const Arguments& arguments) {
  const auto edits = edits_of(arguments);
  if (!edits) return fail_with(edits.error());
  const auto records = read_edited_file(arguments);
  if (!records) {
    Error error = records.error();
    if (error.code == ErrorCode::not_found) error.hint = "--create makes it";
    return fail_with(error);
  }
  const auto edited = set(*records, *edits);
  if (!edited) return fail_with(edited.error());
  return finish_edit(*edited, arguments);
}

}  // namespace

Command set_command() {
  std::vector<Option> options = {
      {"soft", "", "", "Set the value only where a client has none of that name", 0},
      {"delete", "", "", "Delete the value NAME", 0},
      {"delete-all-values", "", "", "Delete every value of KEY", 0},
      {"delete-values", "", "", "Delete the values that follow: NAME...", 0},
      {"delete-keys", "", "", "Delete the subkeys that follow: SUBKEY...", 0},
      {.name = "secure-key",
       .letter = "",
       .operand = "WHEN",
       .help = "on: only administrators change KEY; off: the usual permissions",
       .one_of = {"on", "off"}},
      {"create-key", "", "", "Create KEY", 0},
      {"create", "", "", "Make FILE where it does not exist", 0}};
  for (Option& option : edit_options()) options.push_back(std::move(option));
  return {.name = "set",
          .summary = "Set or delete values of a Registry.pol in place",
          .details = kSetDetails,
          .positionals = {edited_file_positional(),
                          {.name = "KEY", .help = "without a hive", .required = false},
                          {.name = "NAME", .help = "of the value", .required = false},
                          {.name = "TYPE", .help = "such as dword or REG_SZ", .required = false},
                          {.name = "DATA",
                           .help = "as the type takes it",
                           .required = false,
                           .repeated = true}},
          .options = std::move(options),
          .run = run_set};
}

}  // namespace regpolicy::tools
