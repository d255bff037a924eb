// Policies as sources of an audit: what they would make of an empty registry, or of a given one.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/audit_source.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/gpo_files.hpp>
#include <regpolicy/observation.hpp>

namespace regpolicy::audit {

// pol, backup and gpt
[[nodiscard]] bool is_policy(SourceKind kind);

// One file of a policy, and the source that it belongs to.
struct AppliedFile {
  std::string source;        // "backup:DIR"
  std::string display_name;  // of the object; empty where nothing tells it
  GpoFile file;
};

struct Policies {
  std::vector<Source> sources;  // in the order given, which is the order of applying objects
  // In the order in which a client applies them: the Registry.pol of all objects, then their
  // security templates. A later one wins.
  std::vector<AppliedFile> files;
};

// Those of the sources that are policies.
[[nodiscard]] Result<Policies> read_policies(FileSystem& files, const std::vector<Source>& sources,
                                             const SourceOptions& options = {});

// What an empty registry holds once they are applied. A Registry.pol tells one side, an object
// both.
void observe_policies(Observation& observation, const Policies& policies,
                      const SourceOptions& options = {});

// What the observed registry holds once they are applied. A policy of the user side is every
// observed user's. Where values come from is then not told any more: their traces are taken away.
void apply_policies(Observation& observation, const Policies& policies);

}  // namespace regpolicy::audit
