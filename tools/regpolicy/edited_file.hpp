// What set and unset have in common: the Registry.pol that they edit in place, the words that name
// its parts, and a file of edits.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/edit.hpp>
#include <regpolicy/error.hpp>

#include "command.hpp"

namespace regpolicy::tools {

// FILE, --from and the other options that both commands have.
[[nodiscard]] Positional edited_file_positional();
[[nodiscard]] std::vector<Option> edit_options();

// The records of FILE, which must be a Registry.pol. None where there is no FILE and --create was
// given.
[[nodiscard]] Result<Records> read_edited_file(const Arguments& arguments);

// The instructions of --from, of the one side that --side, the place of FILE or they themselves
// tell.
[[nodiscard]] Result<Instructions> read_edits(const Arguments& arguments);

// KEY as given, and the check of it.
[[nodiscard]] Result<std::u16string> key_argument(const Arguments& arguments);
[[nodiscard]] std::optional<Error> defect_of_key(std::u16string_view key);

// Names of values, or of subkeys, from the command line.
[[nodiscard]] Result<std::vector<std::u16string>> value_names(
    const std::vector<std::string>& words);
[[nodiscard]] Result<std::vector<std::u16string>> subkey_names(
    const std::vector<std::string>& words);

// Which one of the options was given; empty for none. Two are an error.
[[nodiscard]] Result<std::string> only_one_of(const Arguments& arguments,
                                              const std::vector<std::string>& options);

// Writes FILE, or with --dry-run prints what would change there.
[[nodiscard]] ExitCode finish_edit(const EditedRecords& edited, const Arguments& arguments);

}  // namespace regpolicy::tools
