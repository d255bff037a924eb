#include <algorithm>

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <regpolicy/backup_folder.hpp>

namespace regpolicy {
namespace {

// Made once, at random.
constexpr boost::uuids::uuid kGuidNamespace = {{0xd3, 0xf7, 0x70, 0xa5, 0x4d, 0xf7, 0x4b, 0xeb,
                                                0xbe, 0x41, 0x81, 0x56, 0x80, 0x51, 0xc0, 0x07}};

}  // namespace

std::string guid_of_content(ByteView content) {
  const boost::uuids::name_generator_sha1 generate(kGuidNamespace);
  std::string text = "{" + to_string(generate(content.data(), content.size())) + "}";
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

}  // namespace regpolicy
