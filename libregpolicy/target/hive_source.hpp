// Finds hive files on disk and reads from them what an audit asks for.
#pragma once

#include <regpolicy/audit_source.hpp>
#include <regpolicy/hive.hpp>

namespace regpolicy::audit {

// See observe() of audit_source.hpp.
[[nodiscard]] Result<void> observe_hives(FileSystem& files, const Source& source,
                                         const KeysOfInterest& keys,
                                         const hive::ReadOptions& options,
                                         Observation& observation);

}  // namespace regpolicy::audit
