#ifndef _WIN32

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <regpolicy/file_system.hpp>

#include "target/folder_files.hpp"

namespace regpolicy {
namespace {

// An open file or folder.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int close() { return ::close(std::exchange(number_, -1)); }

 private:
  int number_;
};

class PosixLock final : public FileLock {
 public:
  explicit PosixLock(Descriptor file) : file_(std::move(file)) {}

 private:
  Descriptor file_;
};

std::unexpected<Error> failed(std::string_view deed, const std::string& path, int number) {
  if (number == ELOOP) return refuse_link(path);
  ErrorCode code = ErrorCode::io;
  std::string reason = std::generic_category().message(number);
  if (number == ENOENT) {
    code = ErrorCode::not_found;
    reason = "it does not exist";
  } else if (number == EACCES || number == EPERM || number == EROFS) {
    code = ErrorCode::access_denied;
    reason = number == EROFS ? "the file system is read-only" : "access is denied";
  } else if (number == EEXIST) {
    code = ErrorCode::already_exists;
    reason = "it exists already";
  }
  return fail(code, fmt::format("cannot {}: {}", deed, reason), {.source = path});
}

int write_all(int file, ByteView content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written >= 0) {
      content = content.subspan(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

// A folder below the root, open, and the last name of a path in it.
struct OpenPlace {
  Descriptor folder;
  std::string name;
};

class PosixFolder final : public FolderFiles {
 public:
  PosixFolder(std::string root, Descriptor folder)
      : root_(std::move(root)), folder_(std::move(folder)) {}

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
  [[nodiscard]] std::string whole(const std::string& path) const { return join_path(root_, path); }
  [[nodiscard]] Result<Descriptor> open_below(const std::vector<std::string>& components,
                                              std::string_view deed) const;
  [[nodiscard]] Result<OpenPlace> place_of(const std::string& path, std::string_view deed) const;
  void copy_permissions(const std::string& like, int file) const;

  std::string root_;
  Descriptor folder_;
};

// ENOTDIR stands for a link too where O_DIRECTORY and O_NOFOLLOW meet; fstatat() tells which.
int number_of_link_or(int number, int folder, const std::string& name) {
  struct stat status{};
  if (number != ENOTDIR || ::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return number;
  }
  return S_ISLNK(status.st_mode) ? ELOOP : number;
}

Result<Descriptor> PosixFolder::open_below(const std::vector<std::string>& components,
                                           std::string_view deed) const {
  Descriptor folder(::fcntl(folder_.number(), F_DUPFD_CLOEXEC, 0));
  if (!folder.is_open()) return failed(deed, root_, errno);
  std::string path = root_;
  for (const std::string& name : components) {
    path = join_path(path, name);
    Descriptor next(
        ::openat(folder.number(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next.is_open()) {
      return failed(deed, path, number_of_link_or(errno, folder.number(), name));
    }
    folder = std::move(next);
  }
  return folder;
}

Result<OpenPlace> PosixFolder::place_of(const std::string& path, std::string_view deed) const {
  auto components = components_of(root_, path);
  if (!components) return std::unexpected(components.error());
  if (components->empty())
    return fail(ErrorCode::invalid_argument, "no file is named", {.source = root_});
  std::string name = std::move(components->back());
  components->pop_back();
  auto folder = open_below(*components, deed);
  if (!folder) return std::unexpected(folder.error());
  return OpenPlace{std::move(*folder), std::move(name)};
}

Result<EntryInfo> PosixFolder::look(const std::string& path) {
  const auto place = place_of(path, "look");
  if (!place && place.error().code == ErrorCode::not_found) return EntryInfo{};
  if (!place) return std::unexpected(place.error());
  struct stat status{};
  if (::fstatat(place->folder.number(), place->name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return EntryInfo{};
    return failed("look", whole(path), errno);
  }
  if (S_ISREG(status.st_mode)) return EntryInfo{EntryKind::file, status.st_nlink};
  if (S_ISDIR(status.st_mode)) return EntryInfo{EntryKind::folder, 0};
  return EntryInfo{S_ISLNK(status.st_mode) ? EntryKind::link : EntryKind::other, 0};
}

Result<Bytes> PosixFolder::read(const std::string& path) {
  const auto place = place_of(path, "read");
  if (!place) return std::unexpected(place.error());
  // A pipe without a writer must not make us wait.
  const Descriptor file(::openat(place->folder.number(), place->name.c_str(),
                                 O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) return failed("read", whole(path), errno);
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) return failed("read", whole(path), errno);
  if (!S_ISREG(status.st_mode)) {
    return fail(ErrorCode::io, "cannot read: it is no file", {.source = whole(path)});
  }
  Bytes content;
  content.reserve(static_cast<std::size_t>(status.st_size));
  std::vector<std::byte> buffer(1U << 16);
  while (true) {
    const ssize_t count = ::read(file.number(), buffer.data(), buffer.size());
    if (count == 0) return content;
    if (count > 0) {
      append(content, ByteView(buffer).first(static_cast<std::size_t>(count)));
    } else if (errno != EINTR) {
      return failed("read", whole(path), errno);
    }
  }
}

Result<std::vector<std::string>> PosixFolder::list(const std::string& folder) {
  const auto components = components_of(root_, folder);
  if (!components) return std::unexpected(components.error());
  const auto opened = open_below(*components, "list the folder");
  if (!opened) return std::unexpected(opened.error());
  const int second = ::openat(opened->number(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* const entries = second < 0 ? nullptr : ::fdopendir(second);
  if (entries == nullptr) {
    const int number = errno;
    if (second >= 0) ::close(second);
    return failed("list the folder", whole(folder), number);
  }
  std::vector<std::string> names;
  errno = 0;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is this call's own
  while (const dirent* const entry = ::readdir(entries)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
    errno = 0;
  }
  const int number = errno;
  ::closedir(entries);
  if (number != 0) return failed("list the folder", whole(folder), number);
  std::ranges::sort(names);
  return names;
}

Result<void> PosixFolder::create_folder(const std::string& folder) {
  const auto place = place_of(folder, "create the folder");
  if (!place) return std::unexpected(place.error());
  if (::mkdirat(place->folder.number(), place->name.c_str(), 0777) == 0) {
    ::fsync(place->folder.number());  // not every file system can
    return {};
  }
  const int number = errno;
  const auto info = look(folder);
  if (info && info->kind == EntryKind::folder) return {};
  if (info && info->kind == EntryKind::link) return refuse_link(whole(folder));
  return failed("create the folder", whole(folder), number);
}

void PosixFolder::copy_permissions(const std::string& like, int file) const {
  const auto place = place_of(like, "look");
  struct stat status{};
  if (!place ||
      ::fstatat(place->folder.number(), place->name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return;
  }
  // Giving the file away may need a right that we lack, and would clear bits if it came later.
  if (::fchown(file, status.st_uid, status.st_gid) != 0) errno = 0;
  (void)::fchmod(file, status.st_mode & 07777U);
}

Result<void> PosixFolder::create_file(const std::string& path, ByteView content,
                                      const std::string& like) {
  const auto place = place_of(path, "create");
  if (!place) return std::unexpected(place.error());
  Descriptor file(::openat(place->folder.number(), place->name.c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file.is_open()) return failed("create", whole(path), errno);
  int number = write_all(file.number(), content);
  if (number == 0 && !like.empty()) copy_permissions(like, file.number());
  if (number == 0 && ::fsync(file.number()) != 0) number = errno;
  if (file.close() != 0 && number == 0) number = errno;
  if (number == 0) return {};
  ::unlinkat(place->folder.number(), place->name.c_str(), 0);
  return failed("write", whole(path), number);
}

Result<void> PosixFolder::rename(const std::string& from, const std::string& to) {
  const auto source = place_of(from, "write");
  if (!source) return std::unexpected(source.error());
  const auto target = place_of(to, "write");
  if (!target) return std::unexpected(target.error());
  if (::renameat(source->folder.number(), source->name.c_str(), target->folder.number(),
                 target->name.c_str()) != 0) {
    return failed("write", whole(to), errno);
  }
  ::fsync(target->folder.number());
  ::fsync(source->folder.number());
  return {};
}

Result<void> PosixFolder::remove(const std::string& path) {
  const auto place = place_of(path, "remove");
  if (!place && place.error().code == ErrorCode::not_found) return {};
  if (!place) return std::unexpected(place.error());
  if (::unlinkat(place->folder.number(), place->name.c_str(), 0) != 0 && errno != ENOENT) {
    return failed("remove", whole(path), errno);
  }
  ::fsync(place->folder.number());
  return {};
}

Result<std::unique_ptr<FileLock>> PosixFolder::lock(const std::string& path,
                                                    std::uint32_t milliseconds) {
  const auto place = place_of(path, "lock");
  if (!place) return std::unexpected(place.error());
  Descriptor file(::openat(place->folder.number(), place->name.c_str(),
                           O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file.is_open()) return failed("lock", whole(path), errno);
  for (std::uint32_t waited = 0;; waited += kRetryMilliseconds) {
    if (::flock(file.number(), LOCK_EX | LOCK_NB) == 0) {
      return std::make_unique<PosixLock>(std::move(file));
    }
    if (errno != EWOULDBLOCK && errno != EINTR) return failed("lock", whole(path), errno);
    if (waited >= milliseconds) return refuse_lock(whole(path));
    std::this_thread::sleep_for(std::chrono::milliseconds(kRetryMilliseconds));
  }
}

}  // namespace

Result<std::unique_ptr<FolderFiles>> open_folder(const std::string& path, bool follow) {
  const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW);
  std::string trimmed = path;  // a '/' at the end would follow a link
  while (trimmed.size() > 1 && trimmed.ends_with('/')) trimmed.pop_back();
  Descriptor folder(::open(trimmed.c_str(), flags));
  if (!folder.is_open()) {
    return failed("open the folder", path, number_of_link_or(errno, AT_FDCWD, trimmed));
  }
  return std::make_unique<PosixFolder>(path, std::move(folder));
}

}  // namespace regpolicy

#endif
