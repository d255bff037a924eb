// One test per rule of libregpolicy/policy/check/reach_rules.cpp.
#include <regpolicy/check.hpp>

#include <catch2/catch.hpp>

#include "policy/check/samples.hpp"

using namespace regpolicy;
using tests::check_sample;
using tests::findings_of;
using tests::record_in;
using tests::rules_found;

TEST_CASE("pol.outside-policy-trees") {
  CHECK(findings_of(check_sample("pol.outside-policy-trees")) ==
        "record 1, offset 10 (0xa): Software\\A\\N: note: the key lies outside the policy trees: "
        "what is set here stays when the GPO goes [pol.outside-policy-trees]");
  // Once for a key, and only where something is left behind.
  CHECK(findings_of({{u"Software\\A", u"**del.O", make_sz(u" ")},
                     record_in(u"Software\\A"),
                     {u"SOFTWARE\\A", u"M", make_dword(1)}}) ==
        "record 2, offset 72 (0x48): Software\\A\\N: note: the key lies outside the policy trees: "
        "what is set here stays when the GPO goes [pol.outside-policy-trees]\nrecord 3, offset 122 "
        "(0x7a): SOFTWARE\\A\\M: note: record 1 spells the key 'Software\\A' [pol.key-case]");
  CHECK(rules_found({record_in(u"software\\microsoft\\windows\\currentversion\\POLICIES\\A")}) ==
        "");
  CHECK(rules_found({record_in(u"Software\\Policies")}) == "");
  CHECK(rules_found({record_in(u"Software\\PoliciesA")}) == "pol.outside-policy-trees");
}

TEST_CASE("pol.no-such-hive") {
  CHECK(findings_of(check_sample("pol.no-such-hive")) ==
        "record 1, offset 10 (0xa): Softwre\\Policies\\A\\N: note: the key lies outside the policy "
        "trees: what is set here stays when the GPO goes [pol.outside-policy-trees]\nrecord 1, "
        "offset 10 (0xa): Softwre\\Policies\\A\\N: warning: if this is the machine side: "
        "HKEY_LOCAL_MACHINE holds no 'Softwre' and takes no new key (most keys begin with SOFTWARE "
        "or SYSTEM) [pol.no-such-hive]");
  const Records records = {record_in(u"Softwre\\Policies\\A")};
  CHECK(findings_of(records, Side::machine) ==
        "record 1, offset 10 (0xa): Softwre\\Policies\\A\\N: note: the key lies outside the policy "
        "trees: what is set here stays when the GPO goes [pol.outside-policy-trees]\nrecord 1, "
        "offset 10 (0xa): Softwre\\Policies\\A\\N: warning: HKEY_LOCAL_MACHINE holds no 'Softwre' "
        "and takes no new key (most keys begin with SOFTWARE or SYSTEM) [pol.no-such-hive]");
  CHECK(rules_found(records, Side::user) == "pol.outside-policy-trees");
  CHECK(rules_found({record_in(u"System\\A")}, Side::machine) == "pol.outside-policy-trees");
  const Records users = {record_in(u"Control Panel\\Desktop")};
  CHECK(rules_found(users) == "pol.outside-policy-trees");
  CHECK(rules_found(users, Side::machine) == "pol.no-such-hive, pol.outside-policy-trees");
}

TEST_CASE("pol.wow6432node") {
  CHECK(findings_of(check_sample("pol.wow6432node")) ==
        "record 1, offset 28 (0x1c): Software\\Wow6432Node\\A\\**del.N: note: the key is in the "
        "part of the registry that 32-bit programs see [pol.wow6432node]");
  CHECK(rules_found({record_in(u"Software\\Policies\\wow6432node")}) == "pol.wow6432node");
  CHECK(rules_found({record_in(u"Software\\Policies\\Wow6432NodeA")}) == "");
}
