#include "audit/report_html/page.hpp"

#include <fmt/format.h>

#include <regpolicy/sha256.hpp>
#include <regpolicy/text.hpp>
#include <regpolicy/version.hpp>

#include "audit/report_html/assets.hpp"
#include "core/base64.hpp"
#include "core/escape_lines.hpp"
#include "policy/docs_site/html.hpp"

namespace regpolicy::audit {
namespace {

// The hash by which the content security policy knows an inline style or script.
std::string policy_hash(std::string_view text) {
  return fmt::format("'sha256-{}'", base64::encode(sha256(as_bytes(text))));
}

}  // namespace

std::string page_text(std::string_view text) { return site::html(escape_lines_for_display(text)); }

std::string page_head(std::string_view language, std::string_view title, std::string_view style) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; "
      "script-src {}; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n<style>{}</style>\n"
      "</head>\n<body{}>\n",
      page_text(language), policy_hash(report_css()), policy_hash(report_js()), page_text(title),
      report_css(), style.empty() ? std::string() : fmt::format(" class=\"{}\"", style));
}

std::string page_tail() {
  return fmt::format("<footer>regpolicy {}</footer>\n<script>{}</script>\n</body>\n</html>\n",
                     kVersion, report_js());
}

}  // namespace regpolicy::audit
