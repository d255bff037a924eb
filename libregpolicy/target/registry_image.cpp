#include "target/registry_image.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

constexpr char kUserSeparator = '/';

using KeyNames = std::set<std::u16string, NameLess>;

const ImageValue* find_value(const ImageKey& key, std::u16string_view name) {
  const auto found = std::ranges::find_if(
      key.values, [name](const ImageValue& value) { return same_name(value.name, name); });
  return found == key.values.end() ? nullptr : &*found;
}

// Does the key hold values or subkeys that the image does not speak of?
bool is_shared(const RegistryKey& there, const ImageKey& key, const RegistryImage& image) {
  const auto speaks_of = [&](const std::u16string& subkey) {
    const std::u16string path = key.key + u'\\' + subkey;
    return std::ranges::any_of(image,
                               [&](const ImageKey& other) { return same_name(other.key, path); });
  };
  return !std::ranges::all_of(there.subkeys, speaks_of) ||
         !std::ranges::all_of(there.values, [&](const State::NamedValue& value) {
           return find_value(key, value.name) != nullptr;
         });
}

Result<void> put_values(LiveRegistry& registry, const RootedPath& place, const ImageKey& key,
                        const ImageKey& now) {
  for (std::size_t i = 0; i < key.values.size(); ++i) {
    const ImageValue& value = key.values[i];
    if (value == now.values[i]) continue;
    auto done = value.value ? registry.set_value(place, value.name, *value.value)
                            : registry.delete_value(place, value.name);
    if (!done) return done;
  }
  return {};
}

// The key as it is now, with what else it holds.
struct LookedAt {
  ImageKey key;
  bool shared = false;
};

Result<LookedAt> look_at(LiveRegistry& registry, const RegistryPart& part, const ImageKey& key,
                         const RegistryImage& image) {
  const auto there = registry.read(place_in(part, key.key));
  if (!there) return std::unexpected(there.error());
  LookedAt now{{key.key, there->has_value(), {}}, *there && is_shared(**there, key, image)};
  for (const ImageValue& value : key.values) {
    ImageValue& looked = now.key.values.emplace_back(ImageValue{value.name, {}});
    if (!*there) continue;
    for (const State::NamedValue& read : (*there)->values) {
      if (same_name(read.name, value.name)) looked.value = read.value;
    }
  }
  return now;
}

Result<void> verify(LiveRegistry& registry, const RegistryPart& part, const RegistryImage& image) {
  std::vector<std::u16string_view> kept_for_others;
  // From below: what is kept keeps all above it.
  for (auto key = image.rbegin(); key != image.rend(); ++key) {
    const auto now = look_at(registry, part, *key, image);
    if (!now) return std::unexpected(now.error());
    const bool keeps =
        now->shared || std::ranges::any_of(kept_for_others, [&](std::u16string_view below) {
          return is_within(below, key->key);
        });
    if (!key->exists && now->key.exists && keeps) kept_for_others.push_back(key->key);
    const bool right_key = now->key.exists == key->exists || (!key->exists && keeps);
    if (right_key && now->key.values == key->values) continue;
    return fail(ErrorCode::io, "the key does not hold what was just written to it",
                {.source = to_string(place_in(part, key->key))}, "another program changes it");
  }
  return {};
}

}  // namespace

std::string path_of(const RegistryPart& part) {
  std::string path(to_string(part.root));
  if (part.root == RootKey::users) path += kUserSeparator + to_utf8(part.user);
  return path;
}

std::optional<RegistryPart> part_of(std::string_view path) {
  if (path == to_string(RootKey::local_machine)) return RegistryPart{};
  const std::string users = std::string(to_string(RootKey::users)) + kUserSeparator;
  if (!path.starts_with(users)) return std::nullopt;
  auto user = to_utf16(path.substr(users.size()));
  if (!user || user->empty() || user->find_first_of(u"\\/") != std::u16string::npos) {
    return std::nullopt;
  }
  return RegistryPart{RootKey::users, *std::move(user)};
}

RootedPath place_in(const RegistryPart& part, std::u16string_view key) {
  std::u16string path = part.user;
  if (!path.empty()) path += u'\\';
  path += key;
  return {part.root, std::move(path)};
}

Result<Bytes> write_image(const RegistryImage& image) {
  Instructions instructions;
  for (const ImageKey& key : image) {
    if (key.exists) {
      instructions.push_back(CreateKey{key.key});
    } else {
      instructions.push_back(DeleteKeys{std::u16string(parent_path(key.key)),
                                        {std::u16string(last_component(key.key))}});
    }
    for (const ImageValue& value : key.values) {
      if (value.value) {
        instructions.push_back(SetValue{key.key, value.name, *value.value});
      } else {
        instructions.push_back(DeleteValue{key.key, value.name});
      }
    }
  }
  for (const Instruction& instruction : instructions) {
    if (can_encode(instruction) && decode(encode(instruction)) == instruction) continue;
    return fail(ErrorCode::not_representable,
                fmt::format("a Registry.pol cannot say '{}', so it could not be taken back",
                            describe(instruction)));
  }
  return pol::write(encode(instructions));
}

Result<RegistryImage> read_image(ByteView bytes, const std::string& source) {
  const auto records = pol::read(bytes, source);
  if (!records) return std::unexpected(records.error());
  RegistryImage image;
  for (std::size_t i = 0; i < records->size(); ++i) {
    Instruction instruction = decode((*records)[i]);
    const auto* const set = std::get_if<SetValue>(&instruction);
    const auto* const unset = std::get_if<DeleteValue>(&instruction);
    const auto* const absent = std::get_if<DeleteKeys>(&instruction);
    const bool has_key = !image.empty() && image.back().key == key_of(instruction);
    if (const auto* const made = std::get_if<CreateKey>(&instruction)) {
      image.push_back({made->key, true, {}});
    } else if (absent != nullptr && absent->names.size() == 1) {
      image.push_back({absent->key + u'\\' + absent->names.front(), false, {}});
    } else if (set != nullptr && has_key) {
      image.back().values.push_back({set->name, set->value});
    } else if (unset != nullptr && has_key) {
      image.back().values.push_back({unset->name, {}});
    } else {
      return fail(ErrorCode::malformed,
                  fmt::format("found '{}', which is no part of an image of the registry",
                              describe(instruction)),
                  {.source = source, .record = i + 1});
    }
  }
  return image;
}

ImagePair images_of(const State& before, const State& after, const Instructions& instructions) {
  std::map<std::u16string, KeyNames, NameLess> named;  // names by key
  for (const Instruction& instruction : instructions) {
    KeyNames& names = named[key_of(instruction)];
    if (const auto* const set = std::get_if<SetValue>(&instruction)) names.insert(set->name);
    if (const auto* const soft = std::get_if<SetIfAbsent>(&instruction)) names.insert(soft->name);
    if (const auto* const unset = std::get_if<DeleteValue>(&instruction)) names.insert(unset->name);
  }
  State both = before;
  for (const State::Key* const key : after.keys()) both.create_key(key->path);
  ImagePair pair;
  for (const State::Key* const key : both.keys()) {
    const State::Key* const was = before.find_key(key->path);
    const State::Key* const becomes = after.find_key(key->path);
    KeyNames names;
    if (const auto found = named.find(key->path); found != named.end()) names = found->second;
    for (const auto& [one, other] : {std::pair{&before, &after}, std::pair{&after, &before}}) {
      const State::Key* const here = one->find_key(key->path);
      if (here == nullptr) continue;
      for (const auto& [name, value] : here->values) {
        const auto* const there = other->find(key->path, name);
        if (there == nullptr || there->value != value.value) names.insert(value.name);
      }
    }
    if (names.empty() && (was == nullptr) == (becomes == nullptr)) continue;
    ImageKey old_key{key->path, was != nullptr, {}};
    ImageKey new_key{key->path, becomes != nullptr, {}};
    const auto value_in = [&](const State& state, const std::u16string& name) {
      const auto* const found = state.find(key->path, name);
      return found == nullptr ? std::optional<Value>() : std::optional(found->value);
    };
    for (const std::u16string& name : names) {
      // What is taken back is spelled as it was.
      const auto* const there = before.find(key->path, name);
      const std::u16string& spelled = there == nullptr ? name : there->name;
      old_key.values.push_back({spelled, value_in(before, name)});
      new_key.values.push_back({spelled, value_in(after, name)});
    }
    pair.before.push_back(std::move(old_key));
    pair.after.push_back(std::move(new_key));
  }
  return pair;
}

Result<RegistryImage> image_now(LiveRegistry& registry, const RegistryPart& part,
                                const RegistryImage& image) {
  RegistryImage now;
  for (const ImageKey& key : image) {
    auto looked = look_at(registry, part, key, image);
    if (!looked) return std::unexpected(looked.error());
    now.push_back(std::move(looked->key));
  }
  return now;
}

Result<void> put_image(LiveRegistry& registry, const RegistryPart& part,
                       const RegistryImage& image) {
  if (image.empty()) return {};
  for (const ImageKey& key : image) {
    const auto now = look_at(registry, part, key, image);
    if (!now) return std::unexpected(now.error());
    const RootedPath place = place_in(part, key.key);
    if (key.exists && !now->key.exists) {
      if (auto made = registry.create_key(place); !made) return made;
    }
    if (!key.exists && !now->key.exists) continue;
    if (auto done = put_values(registry, place, key, now->key); !done) return done;
  }
  for (auto key = image.rbegin(); key != image.rend(); ++key) {
    if (key->exists) continue;
    const RootedPath place = place_in(part, key->key);
    const auto there = registry.read(place);
    if (!there) return std::unexpected(there.error());
    if (!*there || !(*there)->values.empty() || !(*there)->subkeys.empty()) continue;
    if (auto gone = registry.delete_key(place); !gone) return gone;
  }
  if (auto flushed = registry.flush(place_in(part, image.front().key)); !flushed) return flushed;
  return verify(registry, part, image);
}

}  // namespace regpolicy
