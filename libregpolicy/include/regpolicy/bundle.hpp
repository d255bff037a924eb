// All that a delivery of a baseline needs, in one folder: templates for the Group Policy editor, a
// backup for GPMC, the settings in every format, MDM, a reference for people, and SHA-256 of all.
// docs/bundle.md describes the folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/baseline.hpp>
#include <regpolicy/catalog.hpp>
#include <regpolicy/compile.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/file_system.hpp>

namespace regpolicy {

struct BundleOptions {
  // Of templates, reference and README; by tag or its first part. Empty: all that the templates
  // have. The fallback language of a template always comes along.
  std::vector<std::string> languages{};
  BackupOptions backup{};
};

// The bundle's files; paths are relative to its folder. The same arguments give the same bytes.
// What a format has no words for is left out of that format's file, and the README says so. Errors:
// invalid_argument where the baseline sets nothing, or a template has none of the languages;
// not_representable, for a text that no XML can hold.
[[nodiscard]] Result<std::vector<OutputFile>> make_bundle(const Baseline& baseline,
                                                          const CompiledBaseline& compiled,
                                                          const Catalog& catalog,
                                                          const BundleOptions& options = {});

// The list of checksums, as sha256sum writes it: "<64 digits>  <path>", by path.
inline constexpr std::string_view kBundleChecksums = "SHA256SUMS";

struct BundleProblem {
  enum class What {
    missing,  // listed and not there
    changed,  // has another SHA-256
    extra,    // there and not listed
  };
  What what = What::missing;
  std::string path;  // relative to the bundle
  [[nodiscard]] bool operator==(const BundleProblem&) const = default;
};

struct BundleCheck {
  std::size_t files = 0;                // that are listed
  std::vector<BundleProblem> problems;  // by path
};

// Compares a bundle on the disk with its list. Errors: of the disk; malformed (line), for a list
// that is none, or that names a path outside of the bundle.
[[nodiscard]] Result<BundleCheck> verify_bundle(FileSystem& files, const std::string& folder);

}  // namespace regpolicy
