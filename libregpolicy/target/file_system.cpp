#include <regpolicy/file_system.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <boost/filesystem.hpp>

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace regpolicy {
namespace {

namespace fs = boost::filesystem;

ErrorCode code_of(const boost::system::error_code& status) {
  namespace errc = boost::system::errc;
  if (status == errc::no_such_file_or_directory) return ErrorCode::not_found;
  if (status == errc::permission_denied || status == errc::operation_not_permitted ||
      status == errc::read_only_file_system) {
    return ErrorCode::access_denied;
  }
  if (status == errc::file_exists) return ErrorCode::already_exists;
  return ErrorCode::io;
}

std::unexpected<Error> failure(std::string_view deed, const std::string& path,
                               const boost::system::error_code& status) {
  const ErrorCode code = code_of(status);
  std::string reason = status.message();
  if (code == ErrorCode::not_found) reason = "it does not exist";
  if (code == ErrorCode::access_denied) reason = "access is denied";
  if (code == ErrorCode::already_exists) reason = "it exists already";
  return fail(code, fmt::format("cannot {}: {}", deed, reason), {.source = path});
}

boost::system::error_code last_error() {
#ifdef _WIN32
  return {static_cast<int>(GetLastError()), boost::system::system_category()};
#else
  return {errno, boost::system::system_category()};
#endif
}

#ifdef _WIN32
// Paths of this library are UTF-8; Windows wants UTF-16.
fs::path native(const std::string& path) {
  const int units =
      MultiByteToWideChar(CP_UTF8, 0, path.data(), static_cast<int>(path.size()), nullptr, 0);
  std::wstring wide(static_cast<std::size_t>(units), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, path.data(), static_cast<int>(path.size()), wide.data(), units);
  return {wide};
}

std::string from_native(const fs::path& path) {
  const std::wstring& wide = path.native();
  const int bytes = WideCharToMultiByte(CP_UTF8, 0, wide.data(), static_cast<int>(wide.size()),
                                        nullptr, 0, nullptr, nullptr);
  std::string text(static_cast<std::size_t>(bytes), '\0');
  WideCharToMultiByte(CP_UTF8, 0, wide.data(), static_cast<int>(wide.size()), text.data(), bytes,
                      nullptr, nullptr);
  return text;
}
#else
fs::path native(const std::string& path) { return {path}; }
std::string from_native(const fs::path& path) { return path.native(); }
#endif

// What stands in the way of a folder: it or the nearest thing above it that exists, where that is
// no folder.
std::string file_in_the_way(fs::path path) {
  boost::system::error_code status;
  while (!path.empty() && fs::symlink_status(path, status).type() <= fs::file_not_found) {
    path = path.parent_path();
  }
  return path.empty() || fs::is_directory(path, status) ? "" : from_native(path);
}

class RealFileSystem final : public FileSystem {
 public:
  Result<Bytes> read(const std::string& path) override;

  bool exists(const std::string& path) override {
    boost::system::error_code status;
    return fs::symlink_status(native(path), status).type() > fs::file_not_found;
  }

  bool is_folder(const std::string& path) override {
    boost::system::error_code status;
    return fs::is_directory(native(path), status);
  }

  bool is_file(const std::string& path) override {
    boost::system::error_code status;
    return fs::is_regular_file(native(path), status);
  }

  std::string behind_links(const std::string& path) override {
    boost::system::error_code status;
    if (!fs::is_symlink(native(path), status)) return path;
    const fs::path target = fs::canonical(native(path), status);
    return status ? path : from_native(target);
  }

  void copy_permissions(const std::string& from, const std::string& to) override;

  Result<std::vector<std::string>> list(const std::string& folder) override {
    boost::system::error_code status;
    fs::directory_iterator entries(native(folder), status);
    std::vector<std::string> names;
    for (; !status && entries != fs::directory_iterator(); entries.increment(status)) {
      names.push_back(from_native(entries->path().filename()));
    }
    if (status) return failure("list the folder", folder, status);
    std::ranges::sort(names);
    return names;
  }

  Result<void> create_folders(const std::string& folder) override {
    boost::system::error_code status;
    fs::create_directories(native(folder), status);
    if (!status || is_folder(folder)) return {};
    if (const std::string file = file_in_the_way(native(folder)); !file.empty()) {
      return fail(ErrorCode::already_exists, "cannot create the folder: a file of that name exists",
                  {.source = file});
    }
    return failure("create the folder", folder, status);
  }

  Result<void> create_file(const std::string& path, ByteView content) override;
  Result<void> append_to_file(const std::string& path, ByteView content) override;
  Result<void> add_name(const std::string& path, const std::string& second) override;
  Result<void> rename(const std::string& from, const std::string& to, bool replace) override;

  void remove_file(const std::string& path) override {
    boost::system::error_code status;
    fs::remove(native(path), status);
  }
};

Result<void> RealFileSystem::add_name(const std::string& path, const std::string& second) {
  boost::system::error_code status;
  fs::create_hard_link(native(path), native(second), status);
  if (!status) return {};
  if (status == boost::system::errc::file_exists) return failure("create", second, status);
  const auto content = read(path);  // a file system without hard links
  if (!content) return std::unexpected(content.error());
  return create_file(second, *content);
}

#ifdef _WIN32

Result<Bytes> RealFileSystem::read(const std::string& path) {
  boost::system::error_code status;
  if (fs::is_directory(native(path), status)) {
    return fail(ErrorCode::io, "cannot read: it is a folder, expected a file", {.source = path});
  }
  // Others may go on with the file; whoever has the backup privilege in force needs no other right.
  const HANDLE file = CreateFileW(
      native(path).c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
      nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_SEQUENTIAL_SCAN, nullptr);
  if (file == INVALID_HANDLE_VALUE) return failure("read", path, last_error());
  Bytes content;
  LARGE_INTEGER size{};
  if (GetFileSizeEx(file, &size) != 0) content.reserve(static_cast<std::size_t>(size.QuadPart));
  std::vector<char> buffer(1U << 20);
  DWORD count = 0;
  bool is_whole = true;
  do {
    if (ReadFile(file, buffer.data(), static_cast<DWORD>(buffer.size()), &count, nullptr) == 0) {
      is_whole = GetLastError() == ERROR_BROKEN_PIPE;  // the end of a pipe
      if (!is_whole) status = last_error();
      break;
    }
    append(content, as_bytes({buffer.data(), count}));
  } while (count > 0);
  CloseHandle(file);
  if (!is_whole) return failure("read", path, status);
  return content;
}

// Writes all and closes the file.
boost::system::error_code write_and_close(HANDLE file, ByteView content) {
  boost::system::error_code status;
  while (!content.empty() && !status) {
    const DWORD part = static_cast<DWORD>(std::min<std::size_t>(content.size(), 1U << 30));
    DWORD written = 0;
    if (WriteFile(file, content.data(), part, &written, nullptr) == 0) status = last_error();
    content = content.subspan(written);
  }
  if (!status && FlushFileBuffers(file) == 0) status = last_error();
  CloseHandle(file);
  return status;
}

Result<void> RealFileSystem::create_file(const std::string& path, ByteView content) {
  const HANDLE file = CreateFileW(native(path).c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                                  FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return failure("create", path, last_error());
  const boost::system::error_code status = write_and_close(file, content);
  if (!status) return {};
  remove_file(path);
  return failure("write", path, status);
}

Result<void> RealFileSystem::append_to_file(const std::string& path, ByteView content) {
  const HANDLE file = CreateFileW(native(path).c_str(), FILE_APPEND_DATA, 0, nullptr, OPEN_EXISTING,
                                  FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return failure("write", path, last_error());
  const boost::system::error_code status = write_and_close(file, content);
  return status ? failure("write", path, status) : Result<void>();
}

Result<void> RealFileSystem::rename(const std::string& from, const std::string& to, bool replace) {
  const DWORD flags = MOVEFILE_WRITE_THROUGH | (replace ? MOVEFILE_REPLACE_EXISTING : 0U);
  if (MoveFileExW(native(from).c_str(), native(to).c_str(), flags) == 0) {
    return failure("write", to, last_error());
  }
  return {};
}

// A new file inherits the folder's access list, as the one that it replaces did.
void RealFileSystem::copy_permissions(const std::string&, const std::string&) {}

#else

Result<Bytes> RealFileSystem::read(const std::string& path) {
  boost::system::error_code status;
  if (fs::is_directory(native(path), status)) {
    return fail(ErrorCode::io, "cannot read: it is a folder, expected a file", {.source = path});
  }
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return failure("read", path, last_error());
  // Pipes and the files of /proc have no size, and any file may grow while it is read.
  struct stat found{};
  const bool has_size = ::fstat(file, &found) == 0 && found.st_size > 0;
  Bytes content(has_size ? static_cast<std::size_t>(found.st_size) + 1 : 1U << 16);
  std::size_t size = 0;
  ssize_t count = 0;
  do {
    if (size == content.size()) content.resize(2 * size);
    count = ::read(file, content.data() + size, content.size() - size);
    if (count > 0) size += static_cast<std::size_t>(count);
  } while (count > 0 || (count < 0 && errno == EINTR));
  status = last_error();
  ::close(file);
  if (count < 0) return failure("read", path, status);
  content.resize(size);
  if (!has_size) content.shrink_to_fit();
  return content;
}

void RealFileSystem::copy_permissions(const std::string& from, const std::string& to) {
  struct stat status{};
  if (::stat(from.c_str(), &status) != 0) return;
  // Giving the file away may need a right that we lack, and would clear bits if it came later.
  if (::chown(to.c_str(), status.st_uid, status.st_gid) != 0) errno = 0;
  (void)::chmod(to.c_str(), status.st_mode & 07777U);
}

// Writes all and closes the file.
boost::system::error_code write_and_close(int file, ByteView content) {
  boost::system::error_code status;
  while (!content.empty() && !status) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written >= 0) {
      content = content.subspan(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      status = last_error();
    }
  }
  if (!status && ::fsync(file) != 0) status = last_error();
  if (::close(file) != 0 && !status) status = last_error();
  return status;
}

Result<void> RealFileSystem::create_file(const std::string& path, ByteView content) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file < 0) return failure("create", path, last_error());
  const boost::system::error_code status = write_and_close(file, content);
  if (!status) return {};
  remove_file(path);
  return failure("write", path, status);
}

Result<void> RealFileSystem::append_to_file(const std::string& path, ByteView content) {
  const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return failure("write", path, last_error());
  const boost::system::error_code status = write_and_close(file, content);
  return status ? failure("write", path, status) : Result<void>();
}

Result<void> RealFileSystem::rename(const std::string& from, const std::string& to, bool replace) {
  if (replace) {
    if (::rename(from.c_str(), to.c_str()) != 0) return failure("write", to, last_error());
  } else if (::link(from.c_str(), to.c_str()) == 0) {
    // A second name and the removal of the first: unlike rename(), link() never replaces.
    ::unlink(from.c_str());
  } else if (errno == EEXIST) {
    return failure("write", to, last_error());
  } else {  // a file system without hard links
    if (exists(to))
      return fail(ErrorCode::already_exists, "cannot write: it exists already", {.source = to});
    if (::rename(from.c_str(), to.c_str()) != 0) return failure("write", to, last_error());
  }
  const int folder = ::open(folder_of(to).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);  // not every file system can; the rename itself is done
    ::close(folder);
  }
  return {};
}

#endif

}  // namespace

FileSystem& real_file_system() {
  static RealFileSystem files;
  return files;
}

std::string join_path(std::string_view folder, std::string_view name) {
  if (folder.empty()) return std::string(name);
  return from_native(native(std::string(folder)) / native(std::string(name)));
}

std::string folder_of(std::string_view path) {
  const std::string folder = from_native(native(std::string(path)).parent_path());
  return folder.empty() ? "." : folder;
}

}  // namespace regpolicy
