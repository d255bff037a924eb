// Reads the files in which a Windows keeps what its policy set: archives and copies of
// Registry.pol.
#pragma once

#include <string>

#include <regpolicy/file_system.hpp>
#include <regpolicy/observation.hpp>

namespace regpolicy::audit {

// Of the Windows volume, or copy of its structure, at `root`. A file that is missing, or cannot be
// read as what it should be, tells nothing: the origin of values stays unknown then. The names of
// files in reports begin at `root`.
void trace_policy(FileSystem& files, const std::string& root, Observation& observation);

}  // namespace regpolicy::audit
