// SyncML 1.2 messages that set nodes of an MDM service's device tree; written only.
// Source: the OMA DM representation protocol, version 1.2.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>

namespace regpolicy::syncml {

struct Command {
  bool removes = false;  // Delete; else Replace
  std::string uri;       // ./Device/Vendor/MSFT/Policy/Config/...
  std::string format;    // of what is set: int, chr, bool
  std::string data;
};

// One body with the commands in their order, numbered from 1. UTF-8.
[[nodiscard]] Bytes write(const std::vector<Command>& commands);

}  // namespace regpolicy::syncml
