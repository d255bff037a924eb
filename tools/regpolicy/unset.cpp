// regpolicy unset: takes records out of a Registry.pol.
#include <fmt/format.h>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "edited_file.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kUnsetDetails =
    "Takes what names a value out of FILE, in place, so that FILE says nothing of it any more: it\n"
    "is neither set nor deleted. (To delete it on the clients: 'regpolicy set FILE KEY NAME\n"
    "--delete'.) Without a NAME every record of KEY goes, with --below those of the keys below it\n"
    "too; an option takes out a directive. All other records keep their bytes and their order.\n"
    "\n"
    "What FILE does not name is said and is no error. --dry-run exits 1 where FILE would change.\n"
    "\n"
    "Examples:\n"
    "  regpolicy unset Machine/Registry.pol 'SOFTWARE\\Policies\\Contoso' Level\n"
    "  regpolicy unset Machine/Registry.pol 'SOFTWARE\\Policies\\Contoso' --below\n"
    "  regpolicy unset Machine/Registry.pol 'SOFTWARE\\Policies\\Contoso' --delete-all-values\n"
    "  regpolicy unset Machine/Registry.pol --from settings.reg";

// What to take out: what the instructions name, or a key.
struct UnsetTarget {
  Instructions instructions;
  std::optional<std::u16string> key;
};

Result<UnsetTarget> target_of_key(const Arguments& arguments, std::string_view option) {
  const auto key = key_argument(arguments);
  if (!key) return std::unexpected(key.error());
  const std::vector<std::string>& words = arguments.all("NAME");
  const bool takes_names = option.empty() || option == "delete-values" || option == "delete-keys";
  if (!takes_names && !words.empty()) {
    return usage(
        fmt::format("--{} takes no NAME, found '{}'", option, escape_for_display(words.front())));
  }
  auto names = option == "delete-keys" ? subkey_names(words) : value_names(words);
  if (!names) return std::unexpected(names.error());
  if (option == "delete-all-values") return UnsetTarget{{DeleteAllValues{*key}}, {}};
  if (option == "secure-key") return UnsetTarget{{SecureKey{*key}}, {}};
  if (option == "create-key") return UnsetTarget{{CreateKey{*key}}, {}};
  if (option == "delete-values") return UnsetTarget{{DeleteValues{*key, *std::move(names)}}, {}};
  if (option == "delete-keys") return UnsetTarget{{DeleteKeys{*key, *std::move(names)}}, {}};
  if (option == "below" || names->empty()) return UnsetTarget{{}, *key};
  UnsetTarget target;
  for (const std::u16string& name : *names) target.instructions.push_back(DeleteValue{*key, name});
  return target;
}

Result<UnsetTarget> unset_target(const Arguments& arguments) {
  const auto option = only_one_of(arguments, {"below", "delete-all-values", "delete-values",
                                              "delete-keys", "secure-key", "create-key", "from"});
  if (!option) return std::unexpected(option.error());
  if (*option != "from") return target_of_key(arguments, *option);
  if (arguments.has("KEY")) return usage("--from takes no KEY: EDITS names the keys");
  auto edits = read_edits(arguments);
  if (!edits) return std::unexpected(edits.error());
  return UnsetTarget{*std::move(edits), {}};
}

std::string path_of(const std::u16string& key, const std::u16string& name) {
  return escape_for_display(key + u"\\" + (name.empty() ? u"(Default)" : name));
}

// "names SOFTWARE\A\Level", or what no directive says.
std::string absence_of(const Instruction& instruction) {
  if (const auto* const i = std::get_if<SetValue>(&instruction)) {
    return "names " + path_of(i->key, i->name);
  }
  if (const auto* const i = std::get_if<SetIfAbsent>(&instruction)) {
    return "names " + path_of(i->key, i->name);
  }
  if (const auto* const i = std::get_if<DeleteValue>(&instruction)) {
    return "names " + path_of(i->key, i->name);
  }
  const std::string key = escape_for_display(key_of(instruction));
  if (const auto* const i = std::get_if<DeleteValues>(&instruction); i && i->names.empty()) {
    return "says: delete listed values of " + key;
  }
  if (const auto* const i = std::get_if<DeleteKeys>(&instruction); i && i->names.empty()) {
    return "says: delete subkeys of " + key;
  }
  return "says: " + describe(instruction);
}

// A key from the command line that nothing names may be misspelled.
std::string hint_of(const std::u16string& key) {
  const std::string defect = key_defect(key);
  return defect.empty() ? defect : fmt::format(" ({})", defect);
}

void say_not_found(const UnsetTarget& target, const EditedRecords& edited, const Records& records,
                   const Arguments& arguments) {
  if (arguments.has("quiet")) return;
  const std::string file = escape_for_display(arguments.get("FILE"));
  for (const Instruction& instruction : edited.not_found) {
    say(fmt::format("nothing in {} {}{}", file, absence_of(instruction),
                    arguments.has("from") ? "" : hint_of(key_of(instruction))));
  }
  if (!target.key || !edited.changes.empty()) return;
  const bool below =
      !arguments.has("below") && !unset_key(records, *target.key, true).changes.empty();
  say(fmt::format("nothing in {} names the key {}{}", file, escape_for_display(*target.key),
                  below ? " (--below takes out the keys below it)" : hint_of(*target.key)));
}

ExitCode run_unset(const Arguments& arguments) {
  const auto target = unset_target(arguments);
  if (!target) return fail_with(target.error());
  const auto records = read_edited_file(arguments);
  if (!records) return fail_with(records.error());
  const EditedRecords edited = target->key
                                   ? unset_key(*records, *target->key, arguments.has("below"))
                                   : unset(*records, target->instructions);
  say_not_found(*target, edited, *records, arguments);
  const bool found_nothing = edited.changes.empty() && arguments.get("FILE") != "-";
  return found_nothing ? ExitCode::done : finish_edit(edited, arguments);
}

}  // namespace

Command unset_command() {
  std::vector<Option> options = {
      {"below", "", "", "Take out all records of KEY and of all keys below it", 0},
      {"delete-all-values", "", "", "Take out what deletes every value of KEY", 0},
      {"delete-values", "", "", "Take out of what deletes listed values: NAME..., or all", 0},
      {"delete-keys", "", "", "Take out of what deletes subkeys: NAME..., or all", 0},
      {"secure-key", "", "", "Take out what secures KEY or resets its permissions", 0},
      {"create-key", "", "", "Take out what creates KEY", 0}};
  for (Option& option : edit_options()) options.push_back(std::move(option));
  return {.name = "unset",
          .summary = "Take what names a value or key out of a Registry.pol",
          .details = kUnsetDetails,
          .positionals = {edited_file_positional(),
                          {.name = "KEY", .help = "without a hive", .required = false},
                          {.name = "NAME",
                           .help = "of a value; all records of KEY where there is none",
                           .required = false,
                           .repeated = true}},
          .options = std::move(options),
          .run = run_unset};
}

}  // namespace regpolicy::tools
