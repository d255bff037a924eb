// What a live registry holds of just the keys and values that a change touches. The plan, the
// journal and the history keep such images as the contents of a target `registry`, in the form of a
// Registry.pol that would make the registry so:
//   CreateKey     a key that is there
//   DeleteKeys    in the key above: one that is not
//   SetValue, DeleteValue   behind their key: a value that is there, or is not
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/instruction.hpp>
#include <regpolicy/live_registry.hpp>
#include <regpolicy/state.hpp>

namespace regpolicy {

struct ImageValue {
  std::u16string name;
  std::optional<Value> value;  // empty: it is not there
  [[nodiscard]] bool operator==(const ImageValue&) const = default;
};

struct ImageKey {
  std::u16string key;
  bool exists = false;
  std::vector<ImageValue> values;
  [[nodiscard]] bool operator==(const ImageKey&) const = default;
};

// Every key directly before the keys below it.
using RegistryImage = std::vector<ImageKey>;

// The part of a registry that keys without a hive stand for.
struct RegistryPart {
  RootKey root = RootKey::local_machine;  // or users
  std::u16string user;                    // the SID, of users
  [[nodiscard]] bool operator==(const RegistryPart&) const = default;
};

// What stands for a part where others have the path of a file: "HKEY_LOCAL_MACHINE",
// "HKEY_USERS/S-1-5-21-1"; and back.
[[nodiscard]] std::string path_of(const RegistryPart& part);
[[nodiscard]] std::optional<RegistryPart> part_of(std::string_view path);
[[nodiscard]] RootedPath place_in(const RegistryPart& part, std::u16string_view key);

// Errors: not_representable, for a name or a value that no Registry.pol can hold.
[[nodiscard]] Result<Bytes> write_image(const RegistryImage& image);
[[nodiscard]] Result<RegistryImage> read_image(ByteView bytes, const std::string& source);

// The keys that the instructions speak of and all above them, each with its values, and all below a
// key that is to be deleted. Errors: limit_exceeded, where that is more than anybody deletes by a
// policy.
[[nodiscard]] Result<State> read_touched(LiveRegistry& registry, const RegistryPart& part,
                                         const Instructions& instructions);

// The two states, as images of the same keys and values: those that the instructions name, and
// those that differ.
struct ImagePair {
  RegistryImage before, after;
};
[[nodiscard]] ImagePair images_of(const State& before, const State& after,
                                  const Instructions& instructions);

// The image's keys and values as they are now.
[[nodiscard]] Result<RegistryImage> image_now(LiveRegistry& registry, const RegistryPart& part,
                                              const RegistryImage& image);
// Makes the registry what the image says and reads it again (io where it is otherwise). A key that
// is not to be there stays where it holds what the image does not speak of: that is somebody
// else's.
[[nodiscard]] Result<void> put_image(LiveRegistry& registry, const RegistryPart& part,
                                     const RegistryImage& image);

}  // namespace regpolicy
