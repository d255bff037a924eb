// Writes a Registry.pol, reads it back and says what it does.
#include <iostream>

#include <regpolicy/instruction.hpp>
#include <regpolicy/pol.hpp>

int main() {
  using namespace regpolicy;
  const Instructions wanted = {SetValue{u"SOFTWARE\\Policies\\Microsoft\\AzureADAccount",
                                        u"AllowPasswordReset", make_dword(1)}};
  const Result<Bytes> file = pol::write(encode(wanted));
  if (!file) {
    std::cerr << to_string(file.error()) << '\n';
    return 1;
  }
  const Result<Records> records = pol::read(*file, "Registry.pol");
  if (!records) {
    std::cerr << to_string(records.error()) << '\n';
    return 1;
  }
  for (const Record& record : *records) std::cout << describe(decode(record)) << '\n';
}
