// A baseline made ready to judge many machines.
#pragma once

#include <memory>

#include <regpolicy/audit.hpp>

namespace regpolicy::audit {

// What is the same for every machine is worked out once: the language, the patterns of the checks,
// which instructions a setting stands for. run() of audit.hpp is this for one machine.
class PreparedAudit {
 public:
  // Both must outlive the object.
  PreparedAudit(const Baseline& baseline, const CompiledBaseline& compiled,
                const Options& options = {});
  PreparedAudit(PreparedAudit&&) noexcept;
  PreparedAudit& operator=(PreparedAudit&&) noexcept;
  ~PreparedAudit();

  // May be called by several threads at once.
  [[nodiscard]] Report run(const Observation& observation) const;

  // Of every report that it gives.
  [[nodiscard]] const std::string& language() const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace regpolicy::audit
