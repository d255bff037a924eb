#include <regpolicy/secret.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

constexpr std::u16string_view kSecretWords[] = {u"PASSWORD",   u"PASSWD", u"PASSPHRASE", u"SECRET",
                                                u"PRIVATEKEY", u"APIKEY", u"ACCESSTOKEN"};

}  // namespace

bool is_secret(std::u16string_view name, ValueView value) {
  switch (value.type) {
    case Type::none:
    case Type::dword:
    case Type::dword_big_endian:
    case Type::qword: return false;
    case Type::sz:
    case Type::expand_sz:
      // "1" of AllowPasswordReset in the wrong type: one character and the NUL.
      if (value.data.size() <= 2 * sizeof(char16_t)) return false;
      break;
    default:
      if (value.data.empty()) return false;
      break;
  }
  const std::u16string upper = upcase(name);
  return std::ranges::any_of(kSecretWords, [&upper](std::u16string_view word) {
    return upper.find(word) != std::u16string::npos;
  });
}

std::string masked(ValueView value) { return fmt::format("{} ******", to_string(value.type)); }

}  // namespace regpolicy
