// XML in lines, one element a line, as GPMC indents its reports.
#pragma once

#include <string>
#include <string_view>

#include <regpolicy/error.hpp>

namespace regpolicy::gpo_report {

class IndentedXml {
 public:
  // `attributes` are markup and begin with a space.
  void open(std::string_view name, std::string_view attributes = {});
  void close(std::string_view name);
  // An element with a text.
  void add(std::string_view name, std::string_view text, std::string_view attributes = {});

  // The lines, ended by CR LF but for the last; or the first text that XML cannot hold.
  [[nodiscard]] Result<std::string> text() const;

  [[nodiscard]] std::string escaped(std::string_view text);

 private:
  void indent();

  std::string text_;
  std::size_t depth_ = 0;
  Result<void> state_;
};

}  // namespace regpolicy::gpo_report
