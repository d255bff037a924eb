// Files that hold registry operations, whatever their format: finds out which one it is, reads it
// into records by side, and writes records as any other. Lossless or an error that names the
// record; what may be left out is left out only where the caller says so, and listed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/csv.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/exchange.hpp>
#include <regpolicy/lgpo.hpp>
#include <regpolicy/record.hpp>
#include <regpolicy/reg.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy {

enum class PolicyFormat { pol, reg, lgpo, json, policy_rules, samba_xml, csv };

// All of them, in the order in which messages list them.
[[nodiscard]] const std::vector<PolicyFormat>& policy_formats();

// "pol", "reg", "lgpo", "json", "policyrules", "sambaxml", "csv": the words of --from and --to, and
// back.
[[nodiscard]] std::string_view word_of(PolicyFormat format);
[[nodiscard]] std::optional<PolicyFormat> parse_policy_format(std::string_view text);
// ".pol"
[[nodiscard]] std::string_view suffix_of(PolicyFormat format);
// "a Registry.pol", "a .reg file", "LGPO text", "JSON", "PolicyRules", "Samba's XML", "CSV": for
// messages.
[[nodiscard]] std::string_view title_of(PolicyFormat format);

// False for CSV, which is for spreadsheets and reports: its files are written only.
[[nodiscard]] bool can_be_read(PolicyFormat format);

// Can one file of the format hold several sides?
[[nodiscard]] bool holds_several_sides(PolicyFormat format);

// By the suffix, without regard to case.
[[nodiscard]] std::optional<PolicyFormat> policy_format_of_path(std::string_view path);
// By the signature of a Registry.pol, the header line of a .reg file, a '{', the root element of an
// XML file or the first word of an LGPO entry.
[[nodiscard]] std::optional<PolicyFormat> policy_format_of_content(ByteView content);

// One side of a file. A Registry.pol, JSON and Samba's XML may leave the side open.
struct PolicySide {
  std::optional<Side> side;
  std::u16string user;  // empty: every user; else a SID or name
  Records records;
  [[nodiscard]] bool operator==(const PolicySide&) const = default;
};

// The sides of a file in order of appearance, at least one. The side of a Registry.pol is told by a
// folder Machine or User directly above it in `source`, which also names the input in errors.
[[nodiscard]] Result<std::vector<PolicySide>> decode_policy_file(PolicyFormat format,
                                                                 ByteView content,
                                                                 const std::string& source = {});
// The same, but what no record can say is left out: one warning each, rule "loss.<format>".
[[nodiscard]] Result<std::vector<PolicySide>> decode_policy_file(PolicyFormat format,
                                                                 ByteView content,
                                                                 const std::string& source,
                                                                 Diagnostics& left_out);

struct EncodeOptions {
  PolicyRulesOptions policy_rules{};
  lgpo::Encoding lgpo_encoding = lgpo::Encoding::utf16;
  reg::Version reg_version = reg::Version::version_5;
  bool csv_raw = false;  // cells as they are, formulas too
};

// Errors: not_representable, naming the record that the format has no words for; invalid_argument
// where the format holds one side and there are more, or needs to know a side that is open.
[[nodiscard]] Result<Bytes> encode_policy_file(PolicyFormat format,
                                               const std::vector<PolicySide>& sides,
                                               const EncodeOptions& options = {});

// A table for people and for reports, whatever the records are; docs/formats/csv.md names the
// columns. UTF-8 with byte order mark, CRLF.
[[nodiscard]] std::string records_to_csv(const std::vector<PolicySide>& sides,
                                         const csv::WriteOptions& options = {});

// The sides without the records that the format has no words for: one warning each in `left_out`,
// rule "loss.<format>". A side that is open is an error of encode_policy_file() only.
[[nodiscard]] std::vector<PolicySide> without_unsayable(PolicyFormat format,
                                                        std::vector<PolicySide> sides,
                                                        const EncodeOptions& options,
                                                        Diagnostics& left_out);

// ".pol, .txt and .json": the suffixes of all formats that have words for the record and can be
// read again.
[[nodiscard]] std::string suffixes_for(const Record& record);

// "machine side", "user side of S-1-5-21-...", "side not known"; safe to print.
[[nodiscard]] std::string describe(const PolicySide& side);

}  // namespace regpolicy
