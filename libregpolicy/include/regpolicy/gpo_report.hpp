// What a backup says for people beside its settings: gpreport.xml.
//
// Source: the files that GPMC wrote in real backups. The elements of registry settings of other
// types than numbers and texts were seen in none; they are written as texts that describe the
// value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/gpo_backup_scheme.hpp>
#include <regpolicy/record.hpp>

namespace regpolicy::gpo_report {

enum class OptionKind { check_box, drop_down_list, edit_text, list_box, numeric };

struct Option {
  OptionKind kind = OptionKind::edit_text;
  std::string label;
  // One text; for a list box one each row; for a check box "true" or "false".
  std::vector<std::string> values;
};

// A policy as its template shows it. Texts are UTF-8; empty ones are left out but for the name.
struct Policy {
  std::string name;
  std::string state;  // Enabled, Disabled
  std::string comment;
  std::string explain;
  std::string supported;
  std::string category;  // "Windows Components/Windows PowerShell"
  std::vector<Option> options;
};

struct Side {
  gpo_backup::Versions versions;
  bool is_enabled = true;
  std::vector<Policy> policies;
  Records values;  // what no policy explains
};

struct Report {
  std::string gpo_guid;
  std::string domain;
  std::string name;
  std::string time;  // 2022-07-15T21:43:25; of all three times of the report
  Side machine, user;
};

// UTF-16LE with byte order mark, CRLF, indented by two spaces. Error (not_representable): a text
// that XML 1.0 cannot hold. Keys and value names that it cannot hold are escaped as for display.
[[nodiscard]] Result<Bytes> write(const Report& report);

}  // namespace regpolicy::gpo_report
