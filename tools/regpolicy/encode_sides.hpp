// Sides to the content of one file, with what helps where the format has no words for a record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/policy_file.hpp>

namespace regpolicy::tools {

// `source` names the input in errors and losses, and the side where there are several.
[[nodiscard]] Result<Bytes> encode_sides(PolicyFormat format, const std::vector<PolicySide>& sides,
                                         const EncodeOptions& options, const std::string& source);

// The same, but what the format has no words for is taken out of `sides` and listed, and so is a
// side that nothing is left of. Empty where nothing is left at all.
[[nodiscard]] Result<std::optional<Bytes>> encode_what_can_be(PolicyFormat format,
                                                              std::vector<PolicySide>& sides,
                                                              const EncodeOptions& options,
                                                              const std::string& source,
                                                              Diagnostics& left_out);

// The error of an input that cannot be said, with --allow-loss as the way out; any other as it is.
[[nodiscard]] Error with_allow_loss_hint(Error error);

}  // namespace regpolicy::tools
