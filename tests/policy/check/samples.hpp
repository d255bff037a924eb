// The smallest file that shows each rule of check_pol, and what check_pol says of a file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/check.hpp>
#include <regpolicy/record.hpp>

namespace tests {

struct CheckSample {
  std::string_view rule;
  regpolicy::Bytes file;
};

// In the order of pol_rules(), without pol.file-over-100-mib.
[[nodiscard]] std::vector<CheckSample> check_samples();
[[nodiscard]] regpolicy::Bytes file_over_100_mib();
// The file of one rule; throws where it has none.
[[nodiscard]] regpolicy::Bytes check_sample(std::string_view rule);

// The findings as the command prints them, without the name of a file and the final line feed.
[[nodiscard]] std::string findings_of(regpolicy::ByteView file,
                                      std::optional<regpolicy::Side> side = {});
[[nodiscard]] std::string findings_of(const regpolicy::Records& records,
                                      std::optional<regpolicy::Side> side = {});

// The ids of the rules that find something, in byte order: "pol.a, pol.b".
[[nodiscard]] std::string rules_found(regpolicy::ByteView file,
                                      std::optional<regpolicy::Side> side = {});
[[nodiscard]] std::string rules_found(const regpolicy::Records& records,
                                      std::optional<regpolicy::Side> side = {});

// A key in a policy tree, of which there is nothing to say.
inline constexpr std::u16string_view kPlainKey = u"Software\\Policies\\A";
[[nodiscard]] regpolicy::Record plain_record(std::u16string_view name, regpolicy::Value value);
[[nodiscard]] regpolicy::Record record_in(std::u16string_view key);

}  // namespace tests
