// Registry.pol records to and from the formats of other tools. Lossless or an error that names the
// record: no format is ever given a record it cannot say.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/lgpo.hpp>
#include <regpolicy/policy_rules.hpp>
#include <regpolicy/record.hpp>
#include <regpolicy/reg.hpp>
#include <regpolicy/side.hpp>
#include <regpolicy/state.hpp>

namespace regpolicy {

// One side's records, as a file that may hold several sides gives them.
struct SidedRecords {
  Side side = Side::machine;
  std::u16string user;  // empty: every user; else a SID or name (HKEY_USERS\<user>, User:<name>)
  Records records;
  [[nodiscard]] bool operator==(const SidedRecords&) const = default;
};

// HKEY_LOCAL_MACHINE is the machine side, HKEY_CURRENT_USER and HKEY_USERS\<user> user sides. A
// deleted key becomes a DeleteKeys of the key above it.
[[nodiscard]] Result<std::vector<SidedRecords>> records_from_reg(const reg::File& file);
// What no record can say is left out and listed: one warning each, rule "loss.reg".
[[nodiscard]] std::vector<SidedRecords> records_from_reg(const reg::File& file,
                                                         Diagnostics& left_out);
// Refused, since .reg has no words for them: DeleteAllValues, DeleteValues, DeleteKeys of more than
// one key, SecureKey, SetIfAbsent, Comment, Unknown. The error names the record.
[[nodiscard]] Result<reg::File> records_to_reg(const SidedRecords& records);

[[nodiscard]] Result<std::vector<SidedRecords>> records_from_lgpo(const lgpo::File& file);
// What no record can say is left out and listed: one warning each, rule "loss.lgpo".
[[nodiscard]] std::vector<SidedRecords> records_from_lgpo(const lgpo::File& file,
                                                          Diagnostics& left_out);
[[nodiscard]] Result<lgpo::File> records_to_lgpo(const SidedRecords& records);

// The records of a file in its order, whatever policies they belong to. Refused, with its line:
// the first element that is no registry entry; but the client-side extension of registry policy
// (CSE-Machine, CSE-User), which every file with registry entries names, says nothing beyond them.
[[nodiscard]] Result<std::vector<SidedRecords>> records_from_policy_rules(
    const policy_rules::File& file);
// What no record can say is left out and listed: one warning each, rule "loss.policyrules".
[[nodiscard]] std::vector<SidedRecords> records_from_policy_rules(const policy_rules::File& file,
                                                                  Diagnostics& left_out);

// What every entry of a .PolicyRules file says about where it comes from. UTF-8.
struct PolicyRulesOptions {
  std::string source_file{};  // a Registry.pol; empty where nothing is to be told
  std::string policy_name{};  // Policy Analyzer shows it beside every value
};

// One entry a record, then the element that names the client-side extension of registry policy, if
// there are records. Refused: a user's records, and what policy_rules::check() refuses.
[[nodiscard]] Result<policy_rules::File> records_to_policy_rules(
    const SidedRecords& records, const PolicyRulesOptions& options = {});

}  // namespace regpolicy
