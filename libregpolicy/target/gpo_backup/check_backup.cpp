#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/file_name.hpp>
#include <regpolicy/gpo_backup.hpp>
#include <regpolicy/text.hpp>

#include "target/gpo_backup/layout.hpp"

namespace regpolicy {
namespace {

class BackupChecker {
 public:
  BackupChecker(const GpoBackup& backup, const std::string& source, Diagnostics& findings)
      : backup_(backup), source_(source), findings_(findings) {}

  void check() {
    check_guid("the backup", backup_.id);
    check_guid("the object", backup_.gpo_guid);
    check_time();
    if (backup_.options > (gpo_backup::kUserSideOff | gpo_backup::kMachineSideOff)) {
      say(Severity::warning, "gpo-backup.options",
          fmt::format("found the options {}, expected 0 to 3", backup_.options));
    }
    check_descriptor();
    check_side(Side::machine, backup_.machine, gpo_backup::kMachineSideOff);
    check_side(Side::user, backup_.user, gpo_backup::kUserSideOff);
    check_file_names();
    say_other_kinds();
  }

 private:
  void say(Severity severity, std::string rule, std::string message, std::string hint = {}) {
    findings_.items.push_back(
        {std::move(rule), severity, std::move(message), {.source = source_}, std::move(hint)});
  }

  void check_guid(std::string_view of, const std::string& guid) {
    if (gpo_backup::is_braced_guid(guid)) return;
    say(Severity::error, "gpo-backup.guid",
        fmt::format("found '{}' for {}, expected a GUID in braces", escape_for_display(guid), of));
  }

  // 2022-07-15T21:43:25
  void check_time() {
    constexpr std::string_view kPattern = "dddd-dd-ddTdd:dd:dd";
    const auto fits = [](char c, char pattern) {
      return pattern == 'd' ? c >= '0' && c <= '9' : c == pattern;
    };
    if (backup_.backup_time.empty() || std::ranges::equal(backup_.backup_time, kPattern, fits)) {
      return;
    }
    say(Severity::warning, "gpo-backup.time",
        fmt::format("found the time '{}', expected one as 2022-07-15T21:43:25",
                    escape_for_display(backup_.backup_time)));
  }

  // [MS-DTYP] 2.4.6: 20 bytes, revision 1, the bit of self-relative ones, and four offsets.
  void check_descriptor() {
    const Bytes& bytes = backup_.security_descriptor;
    constexpr std::size_t kHeaderSize = 20;
    constexpr unsigned kSelfRelative = 0x8000;
    std::string defect;
    if (bytes.size() < kHeaderSize) {
      defect = fmt::format("found {} bytes, expected at least {}", bytes.size(), kHeaderSize);
    } else if (bytes[0] != std::byte{1} || (load_le16(&bytes[2]) & kSelfRelative) == 0) {
      defect = "found another form than a self-relative descriptor of revision 1";
    } else {
      for (std::size_t at = 4; at < kHeaderSize; at += 4) {
        if (load_le32(&bytes[at]) >= bytes.size()) defect = "found an offset beyond its end";
      }
    }
    if (defect.empty()) return;
    say(Severity::warning, "gpo-backup.security-descriptor", "security descriptor: " + defect);
  }

  void check_side(Side side, const BackupSide& part, std::uint32_t off) {
    const std::string_view word = to_string(side);
    if (!gpo_backup::is_extension_list(part.extensions)) {
      say(Severity::warning, "gpo-backup.extension-list",
          fmt::format("{} side: found the extensions '{}', expected [{{GUID}}{{GUID}}...]...", word,
                      escape_for_display(part.extensions)));
    }
    const auto [directory, sysvol] = part.versions;
    if (directory != sysvol) {
      say(Severity::note, "gpo-backup.version-skew",
          fmt::format("{} side: version {} in the directory, {} in SYSVOL", word, directory,
                      sysvol),
          "the backup was made while the domain controllers replicated");
    }
    const bool has_list =
        gpo_backup::has_extension(part.extensions, gpo_backup::kRegistryExtension);
    if (!part.records || part.records->empty()) {
      if (has_list && !part.records) {
        say(Severity::note, "gpo-backup.no-registry-pol",
            fmt::format("{} side: lists the registry extension, but has no registry.pol", word));
      }
      return;
    }
    if (!has_list) {
      say(Severity::warning, "gpo-backup.no-registry-extension",
          fmt::format("{} side: has registry settings, but does not list the registry extension {}",
                      word, gpo_backup::kRegistryExtension),
          "clients do not apply the settings of an object that does not list it");
    }
    if (directory == 0 || sysvol == 0) {
      say(Severity::warning, "gpo-backup.version-zero",
          fmt::format("{} side: has registry settings at version 0", word));
    }
    if ((backup_.options & off) != 0) {
      say(Severity::note, "gpo-backup.side-off",
          fmt::format("{} side: has registry settings, but is switched off", word));
    }
  }

  void check_file_names() {
    for (const BackupFile& file : backup_.files) {
      for (std::size_t start = 0; start <= file.path.size();) {
        const std::size_t end = std::min(file.path.find('/', start), file.path.size());
        const auto name = to_utf16(std::string_view(file.path).substr(start, end - start));
        const std::string defect = name ? file_name_defect(*name) : "it is not valid UTF-8";
        if (!defect.empty()) {
          say(Severity::error, "gpo-backup.file-name",
              fmt::format("the file '{}' cannot be on Windows: {}", escape_for_display(file.path),
                          defect));
          break;
        }
        start = end + 1;
      }
    }
  }

  // What else the backup holds, which only the Group Policy editor shows.
  void say_other_kinds() {
    std::map<BackupFileKind, std::vector<std::string>> kinds;
    for (const BackupFile& file : backup_.files) {
      const BackupFileKind kind = kind_of(file);
      if (kind != BackupFileKind::report) kinds[kind].push_back(file.path);
    }
    for (const auto& [kind, paths] : kinds) {
      say(Severity::note, "gpo-backup.other-settings",
          fmt::format("holds {}: {}{}", to_string(kind), escape_for_display(paths.front()),
                      paths.size() == 1 ? "" : fmt::format(" and {} more", paths.size() - 1)));
    }
  }

  const GpoBackup& backup_;
  const std::string& source_;
  Diagnostics& findings_;
};

}  // namespace

void check_backup(const GpoBackup& backup, const std::string& source, Diagnostics& findings) {
  BackupChecker(backup, source, findings).check();
}

const std::vector<Rule>& backup_rules() {
  using enum Severity;
  static const std::vector<Rule> kBackupRules = {
      {"gpo-backup.malformed", error, "backup that cannot be understood",
       "Backup.xml is missing, or a file of the backup is broken. An import fails with 'The data "
       "is invalid'. Copy the backup anew from where it was made."},
      {"gpo-backup.link", error, "link in a backup",
       "A link may lead out of the backup, so it is not followed and what it leads to was not "
       "looked at. Put the file itself in its place."},
      {"gpo-backup.unsafe-path", error, "path that leads out of the backup",
       "Backup.xml names a file outside the backup, a stream or a device. No such path is "
       "followed, and the console writes none: somebody changed the backup. Do not import it."},
      {"gpo-backup.file-name", error, "file name that Windows cannot hold",
       "A copy on Windows lacks the file or has it under another name. Rename it, and what names "
       "it."},
      {"gpo-backup.guid", error, "ID that is no GUID",
       "The console finds backups by the GUIDs of bkupInfo.xml and Backup.xml. Copy the backup "
       "anew."},
      {"gpo-backup.scheme", warning, "XML of another kind",
       "The root element has another namespace, version or type than the console writes, and "
       "whether it imports such a file is not known."},
      {"gpo-backup.missing-element", warning, "element missing in Backup.xml",
       "The console writes it always; what an import takes in its place is not known."},
      {"gpo-backup.unknown-xml", warning, "XML that is not kept",
       "The console does not write this element or text, so what it means is not known. A backup "
       "that is written anew lacks it."},
      {"gpo-backup.no-bkup-info", warning, "no bkupInfo.xml",
       "The console lists backups by this file. It is hidden on Windows, and Compress-Archive and "
       "many copy tools leave it out. Copy the backup with its hidden files."},
      {"gpo-backup.no-manifest", note, "no manifest.xml",
       "An index of the backups in a folder. Import-GPO works without it; it is hidden on Windows, "
       "and Compress-Archive and many copy tools leave it out."},
      {"gpo-backup.not-in-manifest", warning, "backup that manifest.xml does not list",
       "The console may not show it. Put it into a folder of its own with its own manifest.xml."},
      {"gpo-backup.not-there", warning, "backup that is only in manifest.xml",
       "Its folder was not copied, is a link or cannot be understood."},
      {"gpo-backup.files-differ", warning, "files of the backup that contradict one another",
       "bkupInfo.xml or manifest.xml tells of another object than Backup.xml, so what the console "
       "shows is not what it imports."},
      {"gpo-backup.folder-name", warning, "folder of another backup's ID",
       "The console looks for a backup in the folder that its ID names. Rename the folder."},
      {"gpo-backup.path-mismatch", warning, "file for another place in the object",
       "Where the file lies in the backup and where an import puts it do not belong together."},
      {"gpo-backup.missing-file", warning, "file that is not there",
       "Backup.xml names it, but it does not lie in the backup: the copy is not complete."},
      {"gpo-backup.unlisted-file", warning, "file that Backup.xml does not list",
       "An import takes the listed files only, so the object will lack it."},
      {"gpo-backup.registry-elsewhere", warning, "registry settings from another file",
       "Backup.xml takes the registry settings from a file of another name than registry.pol, "
       "which clients do not read."},
      {"gpo-backup.security-descriptor", warning, "broken security descriptor",
       "Who may read and apply the object is not told. An import leaves the object's own access "
       "list alone; a restore would not."},
      {"gpo-backup.options", warning, "unknown options",
       "The directory knows two flags: user side off (1) and computer side off (2)."},
      {"gpo-backup.time", warning, "time in another form",
       "The console writes the time as 2022-07-15T21:43:25, without a zone."},
      {"gpo-backup.extension-list", warning, "broken list of extensions",
       "Clients run the extensions that the list names; what they do with a broken one is not "
       "known."},
      {"gpo-backup.no-registry-extension", warning, "registry settings without their extension",
       "A client applies registry settings only of an object whose list names the registry "
       "extension. Open and save the object in the editor after the import."},
      {"gpo-backup.no-registry-pol", note, "registry extension without settings",
       "The list names the registry extension, but the side has no registry.pol. Nothing to do: "
       "objects that lost their last setting look so."},
      {"gpo-backup.version-zero", warning, "settings at version 0",
       "A client takes an object of version 0 for empty. An import counts up; a restore takes the "
       "version of the backup."},
      {"gpo-backup.version-skew", note, "two versions of a side",
       "The directory and the SYSVOL folder counted differently when the backup was made, so the "
       "settings may be those of an earlier version."},
      {"gpo-backup.side-off", note, "settings of a side that is off",
       "The object's options switch the side off. An import takes the settings, not the options."},
      {"gpo-backup.other-settings", note, "settings beside the registry's",
       "The backup holds more than registry settings. They are kept byte for byte and not looked "
       "into."},
  };
  return kBackupRules;
}

}  // namespace regpolicy
