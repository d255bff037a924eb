// Finds hive files on disk and reads from them what an audit asks for.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/audit_source.hpp>
#include <regpolicy/hive.hpp>

namespace regpolicy::audit {

// See observe() of audit_source.hpp.
[[nodiscard]] Result<void> observe_hives(FileSystem& files, const Source& source,
                                         const KeysOfInterest& keys,
                                         const hive::ReadOptions& options,
                                         Observation& observation);

// The folder where it is the root of a Windows volume or a copy of its structure, else the folders
// in it that are; in byte order. Folders that cannot be listed hold none.
[[nodiscard]] std::vector<std::string> volumes_in(FileSystem& files, const std::string& folder);

}  // namespace regpolicy::audit
