// How an MDM service sets what a baseline sets.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/baseline.hpp>
#include <regpolicy/catalog.hpp>

namespace regpolicy {

// A node of the policy CSP, by the equivalent that the policy's template names.
struct MdmSetting {
  std::string policy;  // prefix:name
  PolicyState state = PolicyState::not_configured;
  std::string uri;
  std::string format;
  std::string data;  // empty for not_configured: the node is removed
};

// A setting or value that has no node.
struct MdmGap {
  enum class Reason {
    key_blocked,  // ADMX ingestion refuses the key; detail is what it lies below
    ingest,       // the ADMX file can be ingested; detail is its name
    raw_value,    // no template names it; detail is its key and name
  };
  Reason reason = Reason::raw_value;
  std::string policy;  // empty for a raw value
  std::string detail;
};

struct MdmSettings {
  std::vector<MdmSetting> settings;  // in the order of the baseline
  std::vector<MdmGap> gaps;
};

// Precondition: the baseline compiles with the catalog.
[[nodiscard]] MdmSettings mdm_settings(const Baseline& baseline, const Catalog& catalog);

}  // namespace regpolicy
