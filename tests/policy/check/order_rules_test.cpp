// One test per rule of libregpolicy/policy/check/order_rules.cpp.
#include <regpolicy/check.hpp>
#include <regpolicy/text.hpp>

#include <catch2/catch.hpp>

#include "policy/check/samples.hpp"

using namespace regpolicy;
using tests::check_sample;
using tests::findings_of;
using tests::kPlainKey;
using tests::plain_record;
using tests::rules_found;

namespace {

const Record kOne = plain_record(u"N", make_dword(1));
const Record kTwo = plain_record(u"N", make_dword(2));
const Record kDelete = plain_record(u"**del.N", make_sz(u" "));
const Record kDeleteAll = plain_record(u"**delvals.", make_sz(u" "));
const Record kSoft = plain_record(u"**soft.N", make_dword(3));

Record delete_keys(std::u16string_view key, std::u16string_view names) {
  return {std::u16string(key), u"**DeleteKeys", make_sz(names)};
}

}  // namespace

TEST_CASE("pol.duplicate-value") {
  CHECK(findings_of(check_sample("pol.duplicate-value")) ==
        "record 2, offset 120 (0x78): Software\\Policies\\A\\N: note: record 1 sets the value to "
        "the same data already [pol.duplicate-value]");
  CHECK(findings_of({kDelete, kDelete}) ==
        "record 2, offset 132 (0x84): Software\\Policies\\A\\**del.N: note: record 1 deletes the "
        "value already [pol.duplicate-value]");
  CHECK(rules_found({kOne, plain_record(u"M", make_dword(1))}) == "");
  // Each is said of the last that counts.
  CHECK(rules_found({kOne, kTwo, kTwo}) == "pol.duplicate-value, pol.overridden-value");
}

TEST_CASE("pol.overridden-value") {
  CHECK(findings_of(check_sample("pol.overridden-value")) ==
        "record 2, offset 120 (0x78): Software\\Policies\\A\\n: warning: the value is set again; "
        "only this counts, not record 1 [pol.overridden-value]");
  CHECK(rules_found({kOne, plain_record(u"N", make_qword(1))}) == "pol.overridden-value");
  CHECK(rules_found({kSoft, kOne}) == "pol.overridden-value");
  Record elsewhere = kTwo;
  elsewhere.key += u"\\B";
  CHECK(rules_found({kOne, elsewhere}) == "");
}

TEST_CASE("pol.set-after-delete") {
  CHECK(findings_of(check_sample("pol.set-after-delete")) ==
        "record 2, offset 132 (0x84): Software\\Policies\\A\\N: warning: the value is set after "
        "record 1 deletes it; only the set counts [pol.set-after-delete]");
  CHECK(rules_found({plain_record(u"**DeleteValues", make_sz(u"A;n")), kOne}) ==
        "pol.set-after-delete");
  // To make a list anew is what both are for.
  CHECK(rules_found({kDeleteAll, kOne}) == "");
  CHECK(rules_found({kDelete, kSoft}) == "");
}

TEST_CASE("pol.delete-after-set") {
  CHECK(findings_of(check_sample("pol.delete-after-set")) ==
        "record 2, offset 120 (0x78): Software\\Policies\\A\\**del.N: warning: the value 'N' is "
        "deleted after record 1 sets it; only the delete counts [pol.delete-after-set]");
  CHECK(findings_of({kOne, plain_record(u"**DeleteValues", make_sz(u"A;n;N"))}) ==
        "record 2, offset 120 (0x78): Software\\Policies\\A\\**DeleteValues: warning: the value "
        "'n' is deleted after record 1 sets it; only the delete counts [pol.delete-after-set]");
  CHECK(rules_found({kSoft, kDelete}) == "pol.delete-after-set");
  CHECK(rules_found({kOne, plain_record(u"**del.M", make_sz(u" "))}) == "");
}

TEST_CASE("pol.delete-all-after-set") {
  CHECK(findings_of(check_sample("pol.delete-all-after-set")) ==
        "record 2, offset 120 (0x78): Software\\Policies\\A\\**delvals.: warning: the directive "
        "deletes 1 value that records before it set, first 'Software\\Policies\\A\\N' of record 1; "
        "only the delete counts (a delete of all values belongs in front of the values) "
        "[pol.delete-all-after-set]");
  CHECK(findings_of({kOne, plain_record(u"M", make_dword(1)),
                     plain_record(u"**del.O", make_sz(u" ")), kDeleteAll}) ==
        "record 4, offset 268 (0x10c): Software\\Policies\\A\\**delvals.: warning: the directive "
        "deletes 2 values that records before it set, first 'Software\\Policies\\A\\N' of record "
        "1; only the delete counts (a delete of all values belongs in front of the values) "
        "[pol.delete-all-after-set]");
  CHECK(rules_found({kOne, kDeleteAll, kDeleteAll}) == "pol.delete-all-after-set");
  CHECK(rules_found({kDeleteAll, kOne}) == "");
  Record below = kOne;
  below.key += u"\\B";
  CHECK(rules_found({below, kDeleteAll}) == "");
}

TEST_CASE("pol.delete-keys-after-set") {
  CHECK(findings_of(check_sample("pol.delete-keys-after-set")) ==
        "record 2, offset 168 (0xa8): Software\\Policies\\A\\**DeleteKeys: warning: the delete of "
        "'b' takes 1 value that records before it set, first 'Software\\Policies\\A\\B\\C\\N' of "
        "record 1; only the delete counts (a delete of keys belongs in front of their values) "
        "[pol.delete-keys-after-set]");
  CHECK(rules_found({kOne, delete_keys(u"SOFTWARE\\POLICIES", u"a")}) ==
        "pol.delete-keys-after-set");
  CHECK(findings_of({kOne, delete_keys(u"Software\\Policies", u"a;A;B")}) ==
        "record 2, offset 156 (0x9c): Software\\Policies\\**DeleteKeys: warning: the delete of 'a' "
        "takes 1 value that records before it set, first 'Software\\Policies\\A\\N' of record 1; "
        "only the delete counts (a delete of keys belongs in front of their values) "
        "[pol.delete-keys-after-set]");
  // Neither the key itself nor one whose name only begins so.
  CHECK(rules_found({kOne, delete_keys(kPlainKey, u"A")}) == "");
  Record longer = kOne;
  longer.key += u"B";
  CHECK(rules_found({longer, delete_keys(u"Software\\Policies", u"A")}) == "");
  CHECK(rules_found({delete_keys(u"Software\\Policies", u"A"), kOne}) == "");
  CHECK(rules_found({kOne, kDelete, delete_keys(u"Software\\Policies", u"A")}) ==
        "pol.delete-after-set");
}

TEST_CASE("pol.soft-after-set") {
  CHECK(findings_of(check_sample("pol.soft-after-set")) ==
        "record 2, offset 120 (0x78): Software\\Policies\\A\\**soft.N: warning: the value is set "
        "where absent, but record 1 sets it before; this never counts [pol.soft-after-set]");
  CHECK(rules_found({kSoft, kSoft}) == "pol.soft-after-set");
  CHECK(rules_found({kOne, kDeleteAll, kSoft}) == "pol.delete-all-after-set");
}

TEST_CASE("pol.key-case") {
  CHECK(findings_of(check_sample("pol.key-case")) ==
        "record 2, offset 78 (0x4e): SOFTWARE\\Policies\\A\\M: note: record 1 spells the key "
        "'Software\\Policies\\A' [pol.key-case]");
  Record upper = plain_record(u"M", make_dword(1));
  upper.key = upcase(upper.key);
  Record upper_again = upper;
  upper_again.name = u"O";
  // Once for a key.
  CHECK(findings_of({kOne, upper, upper_again}) ==
        "record 2, offset 78 (0x4e): SOFTWARE\\POLICIES\\A\\M: note: record 1 spells the key "
        "'Software\\Policies\\A' [pol.key-case]");
}
