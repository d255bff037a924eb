#include "target/contents.hpp"

#include <regpolicy/text.hpp>

#include "target/places.hpp"
#include "target/registry_image.hpp"

namespace regpolicy {
namespace {

RegistryPart part_at(const std::string& path) { return part_of(path).value_or(RegistryPart()); }

}  // namespace

bool is_in_registry(const OpenTarget& target, std::string_view path) {
  return target.registry != nullptr && part_of(path).has_value();
}

Result<std::optional<Bytes>> content_now(OpenTarget& target, const std::string& path,
                                         const std::optional<Bytes>& like) {
  if (!is_in_registry(target, path)) return read_plain_file(*target.files, path);
  if (!like) return std::optional<Bytes>();
  const auto image = read_image(*like, path);
  if (!image) return std::unexpected(image.error());
  const auto now = image_now(*target.registry, part_at(path), *image);
  if (!now) return std::unexpected(now.error());
  auto content = write_image(*now);
  if (!content) return std::unexpected(content.error());
  return std::optional(*std::move(content));
}

Result<void> put_in_registry(OpenTarget& target, const std::string& path, ByteView image) {
  const auto wanted = read_image(image, path);
  if (!wanted) return std::unexpected(wanted.error());
  return put_image(*target.registry, part_at(path), *wanted);
}

Result<bool> is_between(OpenTarget& target, const std::string& path, ByteView before,
                        ByteView after) {
  const auto old_image = read_image(before, path);
  if (!old_image) return std::unexpected(old_image.error());
  const auto new_image = read_image(after, path);
  if (!new_image) return std::unexpected(new_image.error());
  const auto now = image_now(*target.registry, part_at(path), *old_image);
  if (!now) return std::unexpected(now.error());
  for (std::size_t i = 0; i < now->size(); ++i) {
    const ImageKey& was = (*old_image)[i];
    const ImageKey& becomes = (*new_image)[i];
    const ImageKey& is = (*now)[i];
    if (is.exists != was.exists && is.exists != becomes.exists) return false;
    for (std::size_t at = 0; at < is.values.size(); ++at) {
      if (is.values[at] != was.values[at] && is.values[at] != becomes.values[at]) return false;
    }
  }
  return true;
}

Result<void> check_rights(OpenTarget& target, const std::string& path, ByteView before,
                          ByteView after) {
  const auto old_image = read_image(before, path);
  if (!old_image) return std::unexpected(old_image.error());
  const auto new_image = read_image(after, path);
  if (!new_image) return std::unexpected(new_image.error());
  for (std::size_t i = 0; i < new_image->size(); ++i) {
    if ((*old_image)[i] == (*new_image)[i]) continue;
    auto fine = target.registry->check_writable(place_in(part_at(path), (*new_image)[i].key));
    if (!fine) return fine;
  }
  return {};
}

}  // namespace regpolicy
