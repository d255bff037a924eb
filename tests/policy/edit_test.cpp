#include <regpolicy/edit.hpp>

#include <catch2/catch.hpp>

#include <regpolicy/text.hpp>

using namespace regpolicy;

namespace {

const Value kOne = make_dword(1);
const Value kTwo = make_dword(2);

// What the records do, one line each.
std::vector<std::string> words(const Records& records) {
  std::vector<std::string> lines;
  for (const Record& record : records) lines.push_back(describe(decode(record)));
  return lines;
}
using Lines = std::vector<std::string>;

Records after_set(const Instructions& file, const Instructions& edits) {
  return set(encode(file), edits).value().records;
}

Lines lines_after(const Instructions& file, const Instructions& edits) {
  return words(after_set(file, edits));
}

Records after_unset(const Instructions& file, const Instructions& what) {
  const EditedRecords edited = unset(encode(file), what);
  CHECK(edited.not_found.empty());
  return edited.records;
}

}  // namespace

TEST_CASE("a value is replaced in its place and keeps the file's spelling") {
  const Records records =
      after_set({SetValue{u"Software\\K", u"Level", kOne}, SetValue{u"Software\\L", u"x", kOne}},
                {SetValue{u"SOFTWARE\\k", u"LEVEL", kTwo}});
  CHECK(records == encode(Instructions{SetValue{u"Software\\K", u"Level", kTwo},
                                       SetValue{u"Software\\L", u"x", kOne}}));
}

TEST_CASE("of several records of a value the last one's place is kept and the others go") {
  CHECK(
      lines_after({SetValue{u"K", u"a", kOne}, SetValue{u"K", u"b", kOne}, DeleteValue{u"k", u"A"},
                   SetIfAbsent{u"K", u"a", kOne}, SetValue{u"K", u"c", kOne}},
                  {SetValue{u"K", u"a", kTwo}}) ==
      Lines{"set K\\b = REG_DWORD 1", "set K\\a = REG_DWORD 2", "set K\\c = REG_DWORD 1"});
}

TEST_CASE("a set takes the place of a delete, a soft set and the other way round") {
  CHECK(lines_after({DeleteValue{u"K", u"Old"}}, {SetValue{u"K", u"old", kOne}}) ==
        Lines{"set K\\Old = REG_DWORD 1"});
  CHECK(lines_after({SetValue{u"K", u"Old", kOne}}, {DeleteValue{u"K", u"old"}}) ==
        Lines{"delete K\\Old"});
  CHECK(lines_after({SetValue{u"K", u"Old", kOne}}, {SetIfAbsent{u"K", u"old", kTwo}}) ==
        Lines{"set K\\Old = REG_DWORD 2 where it does not exist"});
}

TEST_CASE("what the file says already keeps its bytes, however it is written") {
  const Records file = {{u"K", u"**DEL.a", make_dword(32)}, {u"K", u"b", kOne}};
  const auto edited = set(file, {DeleteValue{u"k", u"A"}, SetValue{u"k", u"B", kOne}});
  REQUIRE(edited);
  CHECK(edited->records == file);
  CHECK(edited->changes.empty());
}

TEST_CASE("a new value goes behind the last record of its key, spelled as there") {
  const Records records = after_set({SetValue{u"K\\A", u"a", kOne}, SetValue{u"L", u"x", kOne},
                                     SetValue{u"k\\a", u"b", kOne}, SetValue{u"M", u"x", kOne}},
                                    {SetValue{u"K\\A", u"c", kTwo}});
  REQUIRE(records.size() == 5);
  CHECK(records[3] == Record{u"k\\a", u"c", kTwo});
}

TEST_CASE("a value of a new key goes to the end") {
  CHECK(lines_after({SetValue{u"K", u"a", kOne}}, {SetValue{u"K\\S", u"a", kTwo}}) ==
        Lines{"set K\\a = REG_DWORD 1", "set K\\S\\a = REG_DWORD 2"});
}

TEST_CASE("a value that is set goes behind what would delete it") {
  const Instruction edit = SetValue{u"K\\S", u"a", kTwo};
  const std::string done = "set K\\S\\a = REG_DWORD 2";
  for (const Instruction& undoing :
       Instructions{DeleteAllValues{u"K\\S"}, DeleteValues{u"K\\S", {u"x", u"A"}},
                    DeleteKeys{u"k", {u"s"}}}) {
    CAPTURE(describe(undoing));
    CHECK(lines_after({SetValue{u"K\\S", u"a", kOne}, undoing, SetValue{u"L", u"x", kOne}},
                      {edit}) == Lines{describe(undoing), done, "set L\\x = REG_DWORD 1"});
    CHECK(
        lines_after({SetValue{u"K\\S", u"b", kOne}, SetValue{u"L", u"x", kOne}, undoing}, {edit}) ==
        Lines{"set K\\S\\b = REG_DWORD 1", "set L\\x = REG_DWORD 1", describe(undoing), done});
  }
}

TEST_CASE("a value that is set stays where what is behind it does not delete it") {
  for (const Instruction& other : Instructions{
           DeleteAllValues{u"K"}, DeleteAllValues{u"K\\S\\T"}, DeleteValues{u"K\\S", {u"b"}},
           DeleteKeys{u"K", {u"S2"}}, DeleteKeys{u"K\\S", {u"a"}}, DeleteKeys{u"K", {u"\\"}}}) {
    CAPTURE(describe(other));
    CHECK(lines_after({SetValue{u"K\\S", u"a", kOne}, other}, {SetValue{u"K\\S", u"a", kTwo}}) ==
          Lines{"set K\\S\\a = REG_DWORD 2", describe(other)});
  }
}

TEST_CASE("a deleted value need not be behind what deletes it too") {
  CHECK(lines_after({SetValue{u"K", u"a", kOne}, DeleteAllValues{u"K"}},
                    {DeleteValue{u"K", u"a"}}) == Lines{"delete K\\a", "delete all values of K"});
}

TEST_CASE("a value that a list deletes is deleted already") {
  const Instructions file = {DeleteValues{u"K", {u"a", u"b"}}, SetValue{u"K", u"c", kOne}};
  CHECK(after_set(file, {DeleteValue{u"k", u"B"}}) == encode(file));
  CHECK(lines_after(file, {DeleteValue{u"K", u"c"}}) ==
        Lines{"delete the values a, b of K", "delete K\\c"});
}

TEST_CASE("a key with empty components is the same key, and the edit's spelling wins") {
  CHECK(lines_after({SetValue{u"K\\\\A\\", u"a", kOne}}, {SetValue{u"K\\A", u"a", kOne}}) ==
        Lines{"set K\\A\\a = REG_DWORD 1"});
  const Records records =
      after_set({SetValue{u"K\\A\\", u"a", kOne}}, {SetValue{u"K\\A", u"b", kOne}});
  CHECK(records[1].key == u"K\\A");
}

TEST_CASE("deleting all values goes before the first value that the file sets") {
  CHECK(lines_after({CreateKey{u"K"}, DeleteValue{u"K", u"x"}, SetIfAbsent{u"K", u"a", kOne},
                     SetValue{u"K", u"b", kOne}},
                    {DeleteAllValues{u"k"}}) ==
        Lines{"create the key K", "delete K\\x", "delete all values of K",
              "set K\\a = REG_DWORD 1 where it does not exist", "set K\\b = REG_DWORD 1"});
  CHECK(
      lines_after({DeleteValue{u"K", u"x"}, SetValue{u"L", u"a", kOne}}, {DeleteAllValues{u"k"}}) ==
      Lines{"delete K\\x", "delete all values of K", "set L\\a = REG_DWORD 1"});
}

TEST_CASE("a directive that is there stays where it is") {
  for (const Instruction& directive :
       Instructions{DeleteAllValues{u"K"}, DeleteKeys{u"K", {u"S"}}}) {
    const Instructions file = {SetValue{u"K", u"a", kOne}, SetValue{u"K\\S", u"a", kOne},
                               directive};
    CHECK(after_set(file, {directive}) == encode(file));
  }
}

TEST_CASE("deleted values are no longer set, and join the list that is there") {
  CHECK(lines_after({SetValue{u"K", u"a", kOne}, DeleteValues{u"K", {u"x"}},
                     SetIfAbsent{u"K", u"A", kOne}, SetValue{u"K", u"b", kOne}},
                    {DeleteValues{u"k", {u"a", u"X", u"y", u"A"}}}) ==
        Lines{"delete the values x, a, y of K", "set K\\b = REG_DWORD 1"});
}

TEST_CASE("a new list of deleted values stands where the last of them was set") {
  CHECK(lines_after(
            {SetValue{u"K", u"a", kOne}, SetValue{u"L", u"x", kOne}, SetValue{u"K", u"b", kOne},
             SetValue{u"M", u"x", kOne}, SetValue{u"K", u"c", kOne}},
            {DeleteValues{u"K", {u"a", u"b"}}}) ==
        Lines{"set L\\x = REG_DWORD 1", "delete the values a, b of K", "set M\\x = REG_DWORD 1",
              "set K\\c = REG_DWORD 1"});
  CHECK(lines_after({SetValue{u"K", u"c", kOne}, SetValue{u"L", u"x", kOne}},
                    {DeleteValues{u"K", {u"a"}}}) ==
        Lines{"set K\\c = REG_DWORD 1", "delete the values a of K", "set L\\x = REG_DWORD 1"});
}

TEST_CASE("a value that is deleted by name already joins no list") {
  const Instructions file = {DeleteValue{u"K", u"a"}};
  CHECK(after_set(file, {DeleteValues{u"K", {u"A"}}}) == encode(file));
  CHECK(lines_after({SetValue{u"K", u"a", kOne}, DeleteValue{u"K", u"a"}},
                    {DeleteValues{u"K", {u"a"}}}) == Lines{"delete K\\a"});
}

TEST_CASE("deleted keys go before the first record that makes something there") {
  CHECK(lines_after({SetValue{u"K", u"a", kOne}, DeleteValue{u"K\\S", u"x"},
                     CreateKey{u"k\\s\\deep"}, SetValue{u"K\\S", u"a", kOne}},
                    {DeleteKeys{u"K", {u"S", u"T"}}}) ==
        Lines{"set K\\a = REG_DWORD 1", "delete K\\S\\x", "delete the subkeys S, T of K",
              "create the key k\\s\\deep", "set K\\S\\a = REG_DWORD 1"});
  CHECK(lines_after({SetValue{u"K", u"a", kOne}, SetValue{u"K\\S2", u"a", kOne}},
                    {DeleteKeys{u"K", {u"S"}}}) ==
        Lines{"set K\\a = REG_DWORD 1", "delete the subkeys S of K", "set K\\S2\\a = REG_DWORD 1"});
}

TEST_CASE("deleted keys join a list only where that undoes nothing") {
  CHECK(lines_after({DeleteKeys{u"K", {u"A"}}, SetValue{u"K\\S", u"a", kOne}},
                    {DeleteKeys{u"K", {u"S", u"a"}}}) ==
        Lines{"delete the subkeys A, S of K", "set K\\S\\a = REG_DWORD 1"});
  CHECK(lines_after({SetValue{u"K\\S", u"a", kOne}, DeleteKeys{u"K", {u"A"}}},
                    {DeleteKeys{u"K", {u"S"}}}) == Lines{"delete the subkeys S of K",
                                                         "set K\\S\\a = REG_DWORD 1",
                                                         "delete the subkeys A of K"});
}

TEST_CASE("securing and creating a key goes before its first record, behind what deletes it") {
  for (const Instruction& edit : Instructions{SecureKey{u"K\\S", true}, CreateKey{u"K\\S"}}) {
    CAPTURE(describe(edit));
    const Instruction value = SetValue{u"K\\S", u"a", kOne};
    CHECK(lines_after({SetValue{u"A", u"a", kOne}, value}, {edit}) ==
          Lines{"set A\\a = REG_DWORD 1", describe(edit), describe(value)});
    CHECK(lines_after({SetValue{u"A", u"a", kOne}}, {edit}) ==
          Lines{"set A\\a = REG_DWORD 1", describe(edit)});
    const Instruction undoing = DeleteKeys{u"K", {u"s"}};
    CHECK(lines_after({value, undoing}, {edit}) ==
          Lines{describe(value), describe(undoing), describe(edit)});
    CHECK(lines_after({edit, value, undoing}, {edit}) ==
          Lines{describe(value), describe(undoing), describe(edit)});
  }
}

TEST_CASE("securing a key is replaced in its place") {
  const Records file = {{u"K", u"a", kOne}, {u"k", u"**SecureKey=1", kOne}};
  CHECK(set(file, {SecureKey{u"K", true}}).value().records == file);
  CHECK(set(file, {SecureKey{u"K", false}}).value().records[1] == encode(SecureKey{u"k", false}));
}

TEST_CASE("a comment and an unknown directive replace what has their name") {
  const Records file = {{u"K", u"**Comment: x", kOne}, {u"K", u"**Future", kOne}};
  const Records edits = {
      {u"k", u"**comment: X", kTwo}, {u"K", u"**future", kTwo}, {u"K", u"**other", kTwo}};
  CHECK(set(file, decode(edits)).value().records == Records{{u"K", u"**Comment: x", kTwo},
                                                            {u"K", u"**Future", kTwo},
                                                            {u"K", u"**other", kTwo}});
}

TEST_CASE("edits are made one after the other") {
  CHECK(lines_after({SetValue{u"K", u"a", kOne}},
                    {DeleteAllValues{u"K"}, SetValue{u"K", u"b", kOne}, SetValue{u"K", u"a", kTwo},
                     DeleteValue{u"K", u"b"}}) ==
        Lines{"delete all values of K", "set K\\a = REG_DWORD 2", "delete K\\b"});
}

TEST_CASE("an edit that a Registry.pol cannot say is refused by name") {
  const auto edited = set({}, {SetValue{u"K", u"ok", kOne}, DeleteValues{u"K", {u"a;b"}}});
  REQUIRE_FALSE(edited);
  CHECK(to_string(edited.error()) ==
        "error: a Registry.pol has no words for this: delete the values a;b of K (a client would "
        "read it as something else)");
}

TEST_CASE("changes are told in file order, removed before added") {
  const Records file = encode(Instructions{SetValue{u"K", u"a", kOne}, SetValue{u"K", u"b", kOne},
                                           SetValue{u"K", u"a", kOne}, SetValue{u"K", u"c", kOne}});
  const auto edited = set(
      file, {SetValue{u"K", u"a", kTwo}, SetValue{u"K", u"d", kTwo}, SetValue{u"K", u"b", kOne}});
  REQUIRE(edited);
  CHECK(edited->changes == std::vector<RecordEdit>{{false, 1, file[0]},
                                                   {false, 3, file[2]},
                                                   {true, 2, {u"K", u"a", kTwo}},
                                                   {true, 4, {u"K", u"d", kTwo}}});
}

TEST_CASE("what is edited back is no change") {
  const Records file = encode(Instructions{SetValue{u"K", u"a", kOne}, SetValue{u"K", u"b", kOne}});
  const auto edited = set(file, {SetValue{u"K", u"a", kTwo}, SetValue{u"K", u"a", kOne}});
  REQUIRE(edited);
  CHECK(edited->records == file);
  CHECK(edited->changes.empty());
}

TEST_CASE("unset takes out every record of a value, and its name out of lists") {
  const Instructions file = {SetValue{u"K", u"a", kOne},    DeleteValue{u"k", u"A"},
                             SetIfAbsent{u"K", u"a", kOne}, DeleteValues{u"K", {u"x", u"A", u"y"}},
                             DeleteValues{u"K", {u"a"}},    SetValue{u"K\\S", u"a", kOne},
                             DeleteKeys{u"K", {u"a"}},      DeleteAllValues{u"K"}};
  CHECK(words(after_unset(file, {SetValue{u"K", u"a", kTwo}})) ==
        Lines{"delete the values x, y of K", "set K\\S\\a = REG_DWORD 1",
              "delete the subkeys a of K", "delete all values of K"});
}

TEST_CASE("unset takes out directives of a key, whatever they say") {
  const Instructions file = {DeleteAllValues{u"K"},    DeleteValues{u"K", {u"a", u"b"}},
                             DeleteKeys{u"K", {u"S"}}, SecureKey{u"K", false},
                             CreateKey{u"K"},          SetValue{u"K", u"a", kOne},
                             DeleteAllValues{u"K\\S"}};
  CHECK(words(after_unset(file, {DeleteAllValues{u"k"}, SecureKey{u"K", true}, CreateKey{u"K"},
                                 DeleteValues{u"K", {}}, DeleteKeys{u"K", {u"s"}}})) ==
        Lines{"set K\\a = REG_DWORD 1", "delete all values of K\\S"});
}

TEST_CASE("unset takes names out of a list and leaves the values alone") {
  CHECK(words(after_unset({DeleteValues{u"K", {u"a", u"b"}}, SetValue{u"K", u"a", kOne}},
                          {DeleteValues{u"K", {u"A"}}})) ==
        Lines{"delete the values b of K", "set K\\a = REG_DWORD 1"});
}

TEST_CASE("a name that is listed twice is taken out once") {
  CHECK(after_unset({DeleteKeys{u"K", {u"a"}}}, {DeleteKeys{u"K", {u"a", u"A"}}}).empty());
}

TEST_CASE("a list that unset shortens keeps the spelling of key and directive") {
  const Records file = {{u"k", u"**DELETEVALUES", make_sz(u"a;b")}};
  CHECK(unset(file, {DeleteValue{u"K", u"a"}}).records ==
        Records{{u"k", u"**DELETEVALUES", make_sz(u"b")}});
}

TEST_CASE("unset tells what is not there") {
  const Records file = encode(Instructions{SetValue{u"K", u"a", kOne}, DeleteKeys{u"K", {u"S"}}});
  const Instructions absent = {DeleteValue{u"K", u"b"}, DeleteAllValues{u"K"},
                               Comment{{u"K", u"**Comment: x", {}}}};
  Instructions what = absent;
  what.push_back(DeleteKeys{u"K", {u"S", u"T"}});
  const EditedRecords edited = unset(file, what);
  CHECK(edited.records == Records{file[0]});
  CHECK(edited.changes == std::vector<RecordEdit>{{false, 2, file[1]}});
  Instructions expected = absent;
  expected.push_back(DeleteKeys{u"K", {u"T"}});
  CHECK(edited.not_found == expected);
}

TEST_CASE("unset of a key takes all its records, and those below only where asked") {
  const Records file =
      encode(Instructions{SetValue{u"K", u"a", kOne}, SetValue{u"k\\S\\T", u"a", kOne},
                          DeleteAllValues{u"k"}, SetValue{u"KS", u"a", kOne}});
  CHECK(unset_key(file, u"K", false).records == Records{file[1], file[3]});
  CHECK(unset_key(file, u"K", true).records == Records{file[3]});
  CHECK(unset_key(file, u"K\\S", false).changes.empty());
}
