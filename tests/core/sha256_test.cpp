#include <regpolicy/sha256.hpp>

#include <catch2/catch.hpp>

using namespace regpolicy;

TEST_CASE("SHA-256 gives the digests of the standard's examples") {
  CHECK(sha256_hex(as_bytes("")) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex(as_bytes("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(as_bytes(std::string(1'000'000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 pads texts of every length around a block") {
  // The digest of the digests of "a" repeated 0 to 130 times, by Python's hashlib.
  Bytes all;
  for (std::size_t size = 0; size <= 130; ++size) {
    const auto digest = sha256(as_bytes(std::string(size, 'a')));
    all.insert(all.end(), digest.begin(), digest.end());
  }
  CHECK(sha256_hex(all) == "f908a43fc8456c583aacde0fb2627959f8513dc76d0c03979b7f945a7dd78f22");
}
