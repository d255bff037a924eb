// Backups in a file system in memory, and backups of every kind from a seed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <regpolicy/backup_folder.hpp>

#include "support/memory_file_system.hpp"
#include "support/random_records.hpp"

namespace tests {

inline void put_file(MemoryFileSystem& files, const std::string& where, regpolicy::Bytes content) {
  const std::string path = MemoryFileSystem::key(where);
  files.files[path] = std::move(content);
  for (std::string folder = regpolicy::folder_of(path); folder != ".";
       folder = regpolicy::folder_of(folder)) {
    files.folders.insert(folder);
  }
}

inline void put_text(MemoryFileSystem& files, const std::string& path, std::string_view text) {
  const regpolicy::ByteView bytes = regpolicy::as_bytes(text);
  put_file(files, path, regpolicy::Bytes(bytes.begin(), bytes.end()));
}

inline MemoryFileSystem with_files(const std::vector<regpolicy::OutputFile>& outputs) {
  MemoryFileSystem files;
  for (const regpolicy::OutputFile& output : outputs) put_file(files, output.path, output.content);
  return files;
}

// Texts that make trouble in XML.
inline std::string random_text(Random& random) {
  static constexpr std::string_view kParts[] = {"a",
                                                "Z",
                                                " ",
                                                "  ",
                                                "&",
                                                "<",
                                                ">",
                                                "\"",
                                                "'",
                                                "]]>",
                                                "]",
                                                "\n",
                                                "\r",
                                                "\r\n",
                                                "\t",
                                                "Återställ",
                                                "\xF0\x9F\x94\x91",
                                                "&#13;",
                                                "<![CDATA[",
                                                "%GPO_FSPATH%",
                                                "\\"};
  std::string text;
  for (std::size_t i = below(random, 6); i > 0; --i) {
    text += kParts[below(random, std::size(kParts))];
  }
  return text;
}

inline std::string random_guid(Random& random) {
  static constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  std::string guid = "{hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh}";
  for (char& c : guid) {
    if (c == 'h') c = kDigits[below(random, kDigits.size())];
  }
  return guid;
}

inline regpolicy::BackupSide random_side(Random& random) {
  regpolicy::BackupSide side;
  if (below(random, 3) != 0) side.records = random_records(random, 6);
  side.versions = {static_cast<std::uint16_t>(random()), static_cast<std::uint16_t>(random())};
  for (std::size_t i = below(random, 3); i > 0; --i) {
    side.extensions += fmt::format("[{}{}]", random_guid(random), random_guid(random));
  }
  if (below(random, 8) == 0) side.extensions = random_text(random);
  return side;
}

// Markup in the form in which it is kept; empty often.
inline std::string random_markup(Random& random) {
  static constexpr std::string_view kKept[] = {
      "",
      "",
      "<Group bkp:Source=\"FromDACL\"><Sid><![CDATA[S-1-5-32-544]]></Sid><UPN/></Group>",
      "<Other xmlns=\"urn:other\" a=\"&quot;&#10;&amp;\">text &amp; more</Other>",
      "<q:Other xmlns:q=\"urn:other\" q:a=\"1\"><q:b> </q:b></q:Other>",
      "text",
      "<![CDATA[]]>",
      "<DSObject bkp:Path=\"CN=x\"><DSValue><![CDATA[TRUE]]></DSValue></DSObject><a/>"};
  return std::string(kKept[below(random, std::size(kKept))]);
}

inline regpolicy::GpoBackup random_backup(Random& random) {
  using namespace regpolicy;
  GpoBackup backup;
  backup.id = random_guid(random);
  backup.gpo_guid = below(random, 4) == 0 ? random_text(random) : random_guid(random);
  backup.domain = random_text(random);
  backup.domain_guid = random_text(random);
  backup.domain_controller = random_text(random);
  backup.backup_time = random_text(random);
  backup.comment = random_text(random);
  backup.display_name = random_text(random);
  backup.options = static_cast<std::uint32_t>(below(random, 5));
  backup.machine = random_side(random);
  backup.user = random_side(random);
  backup.security_descriptor = random_bytes(random);
  static constexpr std::string_view kFiles[] = {
      "DomainSysvol/GPO/GPO.cmt",
      "DomainSysvol/GPO/Machine/Preferences/Registry/Registry.xml",
      "DomainSysvol/GPO/Machine/comment.cmtx",
      "DomainSysvol/GPO/Machine/microsoft/windows nt/SecEdit/GptTmpl.inf",
      "DomainSysvol/GPO/User/Scripts/Logon/Återställ.cmd",
      "DomainSysvol/other",
      "gpreport.xml",
      "notes/read me.txt"};
  for (const std::string_view path : kFiles) {
    if (below(random, 2) == 0) backup.files.push_back({std::string(path), random_bytes(random)});
  }
  static constexpr std::string_view kFolders[] = {"DomainSysvol/GPO/Adm",
                                                  "DomainSysvol/GPO/Machine/Applications",
                                                  "DomainSysvol/GPO/User/Documents & Settings/x"};
  for (const std::string_view path : kFolders) {
    if (below(random, 2) == 0) backup.folders.emplace_back(path);
  }
  gpo_backup::KeptMarkup& kept = backup.kept;
  const std::string extension = random_markup(random);
  for (std::string* const markup : {&kept.security_groups, &kept.file_paths, &kept.wmi_filter,
                                    &kept.registry, &kept.security, &kept.unknown}) {
    *markup = random_markup(random);
  }
  if (below(random, 2) == 0) kept.core_settings = "<Later>1</Later>";
  if (below(random, 2) == 0) {
    kept.extensions = fmt::format("<GroupPolicyExtension bkp:ID=\"{}\"", random_guid(random));
    kept.extensions +=
        extension.empty() ? "/>" : fmt::format(">{}</GroupPolicyExtension>", extension);
  }
  return backup;
}

}  // namespace tests
