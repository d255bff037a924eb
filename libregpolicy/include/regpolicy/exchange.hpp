// Registry.pol records to and from the formats of other tools. Lossless or an error that names the
// record: no format is ever given a record it cannot say.
#pragma once

#include <optional>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/lgpo.hpp>
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

}  // namespace regpolicy
