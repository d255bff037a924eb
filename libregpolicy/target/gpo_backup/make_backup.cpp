#include <utility>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// O:BAG:BAD:(A;;GA;;;SY)(A;;GA;;;BA): owned by the Administrators, all rights for SYSTEM and them.
Bytes default_descriptor() {
  constexpr unsigned char kBytes[] = {
      0x01, 0x00, 0x04, 0x80, 0x14, 0x00, 0x00, 0x00,  // revision 1, DACL, self-relative; owner
      0x24, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,  // group, no SACL
      0x34, 0x00, 0x00, 0x00,                          // DACL
      0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05,  // S-1-5-32-544
      0x20, 0x00, 0x00, 0x00, 0x20, 0x02, 0x00, 0x00,  //
      0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05,  // S-1-5-32-544
      0x20, 0x00, 0x00, 0x00, 0x20, 0x02, 0x00, 0x00,  //
      0x02, 0x00, 0x34, 0x00, 0x02, 0x00, 0x00, 0x00,  // 52 bytes, two entries
      0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x00, 0x10,  // allow GENERIC_ALL
      0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05,  // S-1-5-18
      0x12, 0x00, 0x00, 0x00,                          //
      0x00, 0x00, 0x18, 0x00, 0x00, 0x00, 0x00, 0x10,  // allow GENERIC_ALL
      0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05,  // S-1-5-32-544
      0x20, 0x00, 0x00, 0x00, 0x20, 0x02, 0x00, 0x00};
  Bytes bytes;
  for (const unsigned char byte : kBytes) bytes.push_back(static_cast<std::byte>(byte));
  return bytes;
}

BackupSide made_side(Side side, std::optional<Records> records) {
  if (!records) return {};
  return {std::move(records), {1, 1}, gpo_backup::registry_extension_list(side)};
}

// Texts and contents one after the other, each with its size in front.
class NameBytes {
 public:
  void add(ByteView bytes) {
    append_le64(bytes_, bytes.size());
    append(bytes_, bytes);
  }
  void add(const std::optional<Records>& records) {
    append_le64(bytes_, records ? records->size() + 1 : 0);
    if (!records) return;
    for (const Record& record : *records) {
      Bytes text;
      append_utf16le(text, record.key);
      add(text);
      text.clear();
      append_utf16le(text, record.name);
      add(text);
      append_le32(bytes_, static_cast<std::uint32_t>(record.value.type));
      add(record.value.data);
    }
  }
  [[nodiscard]] std::string guid() const { return guid_of_content(bytes_); }

 private:
  Bytes bytes_;
};

std::string made_guid(std::initializer_list<std::string_view> texts) {
  NameBytes name;
  for (const std::string_view text : texts) name.add(as_bytes(text));
  return name.guid();
}

}  // namespace

GpoBackup make_backup(std::string display_name, std::optional<Records> machine,
                      std::optional<Records> user, const BackupOptions& options) {
  GpoBackup backup;
  backup.gpo_guid = options.gpo_guid.empty() ? made_guid({"object", options.domain, display_name})
                                             : options.gpo_guid;
  backup.domain = options.domain;
  backup.domain_guid =
      options.domain_guid.empty() ? made_guid({"domain", options.domain}) : options.domain_guid;
  backup.domain_controller = options.domain_controller;
  backup.backup_time = options.backup_time;
  backup.comment = options.comment;
  backup.display_name = std::move(display_name);
  NameBytes name;
  for (const std::string* const text :
       {&backup.gpo_guid, &backup.domain, &backup.domain_guid, &backup.domain_controller,
        &backup.backup_time, &backup.comment, &backup.display_name}) {
    name.add(as_bytes(*text));
  }
  name.add(machine);
  name.add(user);
  backup.id = options.id.empty() ? name.guid() : options.id;
  backup.machine = made_side(Side::machine, std::move(machine));
  backup.user = made_side(Side::user, std::move(user));
  backup.security_descriptor = default_descriptor();
  return backup;
}

}  // namespace regpolicy
