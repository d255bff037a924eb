// What the reader and the writer of the JSON of instructions share: its words.
#pragma once

namespace regpolicy::instructions_json {

inline constexpr const char* kInstructionsSchema = "regpolicy/instructions/1";

}  // namespace regpolicy::instructions_json
