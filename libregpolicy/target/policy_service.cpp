#include <regpolicy/policy_service.hpp>

#include <fmt/format.h>

#ifdef _WIN32
#include <windows.h>
#endif

namespace regpolicy {

#ifdef _WIN32

namespace {

// A function of userenv.dll, which every process may have; null where this Windows has none.
template <class Function>
Function userenv_function(const char* name) {
  static const HMODULE library =
      LoadLibraryExW(L"userenv.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (library == nullptr) return nullptr;
  // Through void*: a function pointer of another type is what GetProcAddress() gives.
  return reinterpret_cast<Function>(reinterpret_cast<void*>(GetProcAddress(library, name)));
}

BOOL is_machine(Side side) { return side == Side::machine ? TRUE : FALSE; }

class PolicySection final : public FileLock {
 public:
  explicit PolicySection(HANDLE section) : section_(section) {}
  PolicySection(const PolicySection&) = delete;
  PolicySection& operator=(const PolicySection&) = delete;
  ~PolicySection() override {
    const auto leave = userenv_function<BOOL(WINAPI*)(HANDLE)>("LeaveCriticalPolicySection");
    if (leave != nullptr) leave(section_);
  }

 private:
  HANDLE section_;
};

}  // namespace

Result<void> refresh_policy(Side side) {
  const auto refresh = userenv_function<BOOL(WINAPI*)(BOOL, DWORD)>("RefreshPolicyEx");
  if (refresh == nullptr) {
    return fail(ErrorCode::not_representable, "this Windows has no RefreshPolicyEx", {},
                "run gpupdate");
  }
  constexpr DWORD kForce = 1;  // RP_FORCE: also what has not changed
  if (refresh(is_machine(side), kForce) != 0) return {};
  const DWORD number = GetLastError();
  return fail(number == ERROR_ACCESS_DENIED ? ErrorCode::access_denied : ErrorCode::io,
              fmt::format("RefreshPolicyEx failed with Windows error {}", number), {},
              "run gpupdate");
}

std::unique_ptr<FileLock> enter_policy_section(Side side) {
  const auto enter = userenv_function<HANDLE(WINAPI*)(BOOL)>("EnterCriticalPolicySection");
  const HANDLE section = enter == nullptr ? nullptr : enter(is_machine(side));
  if (section == nullptr) return nullptr;
  return std::make_unique<PolicySection>(section);
}

#else

Result<void> refresh_policy(Side) {
  return fail(ErrorCode::not_representable, "this machine has no Group Policy service", {});
}

std::unique_ptr<FileLock> enter_policy_section(Side) { return nullptr; }

#endif

}  // namespace regpolicy
