// Joins what several settings and values write on one side. The same twice is written once;
// different things for one value are an error that names both places.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/instruction.hpp>

namespace regpolicy {

class SideWriter {
 public:
  explicit SideWriter(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  // A list's clearing of a key is moved in front of everything else that is written to the key, so
  // that it does not take away what another setting writes there.
  void add_setting(const Instructions& instructions, const Location& location);

  // An instruction that would undo something before it is an error.
  void add_value(const Instruction& instruction, const Location& location);

  [[nodiscard]] Instructions instructions() const;

 private:
  struct Written {
    Instruction instruction;
    Location location;
  };
  // Upper-cased key and name, each ended by a NUL, which neither can hold.
  using Target = std::u16string;

  void add(const Instruction& instruction, const Location& location);
  void conflict(const Instruction& instruction, const Location& location, const Written& earlier);
  // The position of what it takes away.
  [[nodiscard]] std::optional<std::size_t> taken_away_by(const DeleteAllValues& clear) const;
  [[nodiscard]] std::optional<std::size_t> taken_away_by(const DeleteKeys& keys) const;
  [[nodiscard]] bool undoes_earlier(const Instruction& instruction, const Location& location);
  void write(const Instruction& instruction, const Location& location);

  Diagnostics& diagnostics_;
  std::vector<Written> written_;
  std::map<Target, std::size_t> by_target_;             // position in written_
  std::map<std::u16string, std::size_t> clear_of_key_;  // by upper-cased key, likewise
  // The first that sets a value of a key, and the first of those that add_value() wrote; likewise.
  std::map<std::u16string, std::size_t> set_in_key_, set_by_value_in_key_;
  // The first about a key: as above, with a NUL for each '\\', so that a subtree is one range.
  std::map<std::u16string, std::size_t> first_of_path_;
};

}  // namespace regpolicy
