#ifdef _WIN32

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <windows.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/text.hpp>

#include "target/folder_files.hpp"

namespace regpolicy {
namespace {

// A virus scanner or a replication may hold a file for a moment.
constexpr std::uint32_t kSharingMilliseconds = 2'000;
constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

std::wstring wide_text(const std::string& path) {
  const std::u16string units = to_utf16(path).value_or(std::u16string());
  return {units.begin(), units.end()};
}

class Handle {
 public:
  explicit Handle(HANDLE value) : value_(value) {}
  Handle(Handle&& other) noexcept : value_(std::exchange(other.value_, INVALID_HANDLE_VALUE)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (is_open()) CloseHandle(value_);
  }
  [[nodiscard]] HANDLE value() const { return value_; }
  [[nodiscard]] bool is_open() const { return value_ != INVALID_HANDLE_VALUE; }

 private:
  HANDLE value_;
};

class WindowsLock final : public FileLock {
 public:
  explicit WindowsLock(Handle file) : file_(std::move(file)) {}

 private:
  Handle file_;
};

bool is_absent(DWORD number) {
  return number == ERROR_FILE_NOT_FOUND || number == ERROR_PATH_NOT_FOUND;
}

std::unexpected<Error> windows_failure(std::string_view deed, const std::string& path,
                                       DWORD number) {
  ErrorCode code = ErrorCode::io;
  std::string reason = fmt::format("Windows error {}", number);
  if (is_absent(number)) {
    code = ErrorCode::not_found;
    reason = "it does not exist";
  } else if (number == ERROR_ACCESS_DENIED || number == ERROR_WRITE_PROTECT) {
    code = ErrorCode::access_denied;
    reason = "access is denied";
  } else if (number == ERROR_FILE_EXISTS || number == ERROR_ALREADY_EXISTS) {
    code = ErrorCode::already_exists;
    reason = "it exists already";
  }
  return fail(code, fmt::format("cannot {}: {}", deed, reason), {.source = path});
}

// Does the deed until nobody else holds the file, within the deadline.
template <class Deed>
bool with_patience(Deed deed) {
  for (std::uint32_t waited = 0;; waited += kRetryMilliseconds) {
    if (deed()) return true;
    const DWORD number = GetLastError();
    const bool is_held = number == ERROR_SHARING_VIOLATION || number == ERROR_LOCK_VIOLATION;
    if (!is_held || waited >= kSharingMilliseconds) return false;
    Sleep(kRetryMilliseconds);
  }
}

// Opens the entry itself, not what it leads to.
Handle open_entry(const std::string& path, DWORD access) {
  HANDLE value = INVALID_HANDLE_VALUE;
  with_patience([&] {
    value = CreateFileW(wide_text(path).c_str(), access, kShareAll, nullptr, OPEN_EXISTING,
                        FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS, nullptr);
    return value != INVALID_HANDLE_VALUE;
  });
  return Handle(value);
}

class WindowsFolder final : public FolderFiles {
 public:
  explicit WindowsFolder(std::string root) : root_(std::move(root)) {}

  const std::string& root() const override { return root_; }
  Result<EntryInfo> look(const std::string& path) override;
  Result<Bytes> read(const std::string& path) override;
  Result<std::vector<std::string>> list(const std::string& folder) override;
  Result<void> create_folder(const std::string& folder) override;
  Result<void> create_file(const std::string& path, ByteView content,
                           const std::string& like) override;
  Result<void> rename(const std::string& from, const std::string& to) override;
  Result<void> remove(const std::string& path) override;
  Result<std::unique_ptr<FileLock>> lock(const std::string& path,
                                         std::uint32_t milliseconds) override;

 private:
  // The whole path, where no folder above its last name is a reparse point.
  [[nodiscard]] Result<std::string> checked(const std::string& path) const;

  std::string root_;
};

Result<std::string> WindowsFolder::checked(const std::string& path) const {
  const auto components = components_of(root_, path);
  if (!components) return std::unexpected(components.error());
  std::string whole = root_;
  for (std::size_t i = 0; i < components->size(); ++i) {
    whole = join_path(whole, (*components)[i]);
    const DWORD attributes = GetFileAttributesW(wide_text(whole).c_str());
    if (attributes == INVALID_FILE_ATTRIBUTES || i + 1 == components->size()) continue;
    if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) return refuse_link(whole);
  }
  return whole;
}

Result<EntryInfo> WindowsFolder::look(const std::string& path) {
  const auto whole = checked(path);
  if (!whole) return std::unexpected(whole.error());
  const Handle entry = open_entry(*whole, FILE_READ_ATTRIBUTES);
  BY_HANDLE_FILE_INFORMATION info{};
  if (!entry.is_open() || GetFileInformationByHandle(entry.value(), &info) == 0) {
    const DWORD number = GetLastError();
    if (is_absent(number)) return EntryInfo{};
    return windows_failure("look", *whole, number);
  }
  if ((info.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
    return EntryInfo{EntryKind::link, 0};
  }
  if ((info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
    return EntryInfo{EntryKind::folder, 0};
  }
  return EntryInfo{EntryKind::file, info.nNumberOfLinks};
}

Result<Bytes> WindowsFolder::read(const std::string& path) {
  const auto whole = checked(path);
  if (!whole) return std::unexpected(whole.error());
  const auto info = look(path);
  if (info && info->kind == EntryKind::link) return refuse_link(*whole);
  const Handle file = open_entry(*whole, GENERIC_READ);
  if (!file.is_open()) return windows_failure("read", *whole, GetLastError());
  Bytes content;
  std::vector<std::byte> buffer(1U << 16);
  while (true) {
    DWORD count = 0;
    if (ReadFile(file.value(), buffer.data(), static_cast<DWORD>(buffer.size()), &count, nullptr) ==
        0) {
      return windows_failure("read", *whole, GetLastError());
    }
    if (count == 0) return content;
    append(content, ByteView(buffer).first(count));
  }
}

Result<std::vector<std::string>> WindowsFolder::list(const std::string& folder) {
  const auto whole = checked(folder);
  if (!whole) return std::unexpected(whole.error());
  const DWORD attributes = GetFileAttributesW(wide_text(*whole).c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES) {
    return windows_failure("list the folder", *whole, GetLastError());
  }
  if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) return refuse_link(*whole);
  return real_file_system().list(*whole);
}

Result<void> WindowsFolder::create_folder(const std::string& folder) {
  const auto whole = checked(folder);
  if (!whole) return std::unexpected(whole.error());
  if (CreateDirectoryW(wide_text(*whole).c_str(), nullptr) != 0) return {};
  const DWORD number = GetLastError();
  const auto info = look(folder);
  if (info && info->kind == EntryKind::folder) return {};
  if (info && info->kind == EntryKind::link) return refuse_link(*whole);
  return windows_failure("create the folder", *whole, number);
}

// A new file inherits the folder's access list, as the one that it replaces did.
Result<void> WindowsFolder::create_file(const std::string& path, ByteView content,
                                        const std::string&) {
  const auto whole = checked(path);
  if (!whole) return std::unexpected(whole.error());
  return real_file_system().create_file(*whole, content);
}

Result<void> WindowsFolder::rename(const std::string& from, const std::string& to) {
  const auto source = checked(from);
  if (!source) return std::unexpected(source.error());
  const auto target = checked(to);
  if (!target) return std::unexpected(target.error());
  const bool done = with_patience([&] {
    return MoveFileExW(wide_text(*source).c_str(), wide_text(*target).c_str(),
                       MOVEFILE_WRITE_THROUGH | MOVEFILE_REPLACE_EXISTING) != 0;
  });
  if (!done) return windows_failure("write", *target, GetLastError());
  return {};
}

Result<void> WindowsFolder::remove(const std::string& path) {
  const auto whole = checked(path);
  if (!whole) return std::unexpected(whole.error());
  const bool done = with_patience([&] { return DeleteFileW(wide_text(*whole).c_str()) != 0; });
  if (!done && !is_absent(GetLastError())) {
    return windows_failure("remove", *whole, GetLastError());
  }
  return {};
}

Result<std::unique_ptr<FileLock>> WindowsFolder::lock(const std::string& path,
                                                      std::uint32_t milliseconds) {
  const auto whole = checked(path);
  if (!whole) return std::unexpected(whole.error());
  for (std::uint32_t waited = 0;; waited += kRetryMilliseconds) {
    Handle file(CreateFileW(wide_text(*whole).c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr,
                            OPEN_ALWAYS, FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
    if (file.is_open()) return std::make_unique<WindowsLock>(std::move(file));
    if (GetLastError() != ERROR_SHARING_VIOLATION) {
      return windows_failure("lock", *whole, GetLastError());
    }
    if (waited >= milliseconds) return refuse_lock(*whole);
    Sleep(kRetryMilliseconds);
  }
}

}  // namespace

Result<std::unique_ptr<FolderFiles>> open_folder(const std::string& path, bool follow) {
  const DWORD attributes = GetFileAttributesW(wide_text(path).c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES) {
    return windows_failure("open the folder", path, GetLastError());
  }
  if (!follow && (attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) return refuse_link(path);
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) == 0) {
    return fail(ErrorCode::io, "cannot open the folder: it is a file", {.source = path});
  }
  return std::make_unique<WindowsFolder>(path);
}

}  // namespace regpolicy

#endif
