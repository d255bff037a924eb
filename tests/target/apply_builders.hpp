// Targets and what is wanted there, for tests of plan, apply and undo.
#pragma once

#include <catch2/catch.hpp>

#include <regpolicy/apply.hpp>
#include <regpolicy/pol.hpp>

#include "support/temporary_folder.hpp"

namespace tests {

inline regpolicy::Record dword(std::u16string key, std::u16string name, std::uint32_t number) {
  return {std::move(key), std::move(name), regpolicy::make_dword(number)};
}

inline regpolicy::WantedSide wanted(regpolicy::Side side, const regpolicy::Records& records) {
  regpolicy::WantedSide result{side, {}, {}};
  for (const regpolicy::Record& record : records) result.records.push_back({record, "the test"});
  return result;
}

inline regpolicy::Target gpt_in(const TemporaryFolder& folder) {
  return {regpolicy::TargetKind::gpt, folder.path()};
}

inline regpolicy::OpenTarget opened(const regpolicy::Target& target) {
  auto result = regpolicy::open_target(target);
  if (!result) FAIL(to_string(result.error()));
  return *std::move(result);
}

inline regpolicy::Plan planned(const regpolicy::Target& target,
                               const std::vector<regpolicy::WantedSide>& sides,
                               regpolicy::Intent intent = regpolicy::Intent::merge) {
  auto open = opened(target);
  auto plan = regpolicy::make_plan(open, sides, intent);
  if (!plan) FAIL(to_string(plan.error()));
  return *std::move(plan);
}

inline regpolicy::Applied applied(const regpolicy::Target& target, const regpolicy::Plan& plan) {
  auto open = opened(target);
  auto result = regpolicy::apply(open, plan);
  if (!result) FAIL(to_string(result.error()));
  if (result->unfinished) FAIL(to_string(*result->unfinished));
  return *std::move(result);
}

inline regpolicy::Plan undone(const regpolicy::Target& target) {
  auto open = opened(target);
  auto plan = regpolicy::make_undo_plan(open);
  if (!plan) FAIL(to_string(plan.error()));
  REQUIRE(regpolicy::apply(open, *plan));
  return *std::move(plan);
}

inline regpolicy::gpt_ini::Version version_in(const TemporaryFolder& folder,
                                              std::string_view name = "gpt.ini") {
  const auto file = regpolicy::gpt_ini::read(regpolicy::as_bytes(folder.read(name)));
  return regpolicy::gpt_ini::version_of(*file)->value();
}

inline regpolicy::Records records_in(const TemporaryFolder& folder, std::string_view name) {
  return regpolicy::pol::read(regpolicy::as_bytes(folder.read(name))).value();
}

}  // namespace tests
