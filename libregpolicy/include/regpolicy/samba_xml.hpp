// Samba's XML of a Registry.pol: what `samba-tool gpo backup` puts beside the file (<PolFile>).
// The source of the rules is what Samba 4.17 writes and reads; see docs/formats/samba-xml.md.
#pragma once

#include <string>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/record.hpp>

namespace regpolicy::samba_xml {

// Like a Registry.pol, the file does not say which side it belongs to. Errors carry line and
// column. Whatever read() accepts, write() says again.
[[nodiscard]] Result<Records> read(ByteView bytes, const std::string& source = {});

// UTF-8 with declaration, LF, indented by tabs, as Samba writes. Fails (not_representable) where
// the XML would not give the same bytes again: a REG_SZ or REG_EXPAND_SZ without a NUL at its end
// or with one inside, a REG_MULTI_SZ without two at its end, odd sizes of texts and wrong sizes of
// numbers, a REG_NONE with data, characters that XML 1.0 forbids. The error names the record.
[[nodiscard]] Result<std::string> write(const Records& records);

}  // namespace regpolicy::samba_xml
