// Whether MDM services take a policy when they ingest its ADMX file.
#pragma once

#include <string>

#include <regpolicy/policy_template.hpp>

namespace regpolicy {

// Of the first of the policy's keys that ingestion refuses, as blocked_by_ingestion() tells it;
// empty where the policy can be ingested.
[[nodiscard]] std::string blocked_root_of(const Policy& policy);

}  // namespace regpolicy
