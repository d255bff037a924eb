// A policy template: what an ADMX file and its ADML files say, as plain data.
//
// Names are those of Microsoft's schema (PolicyDefinitionFiles.xsd) in snake_case. Texts stand here
// as references into the resources: "$(string.ID)" and "$(presentation.ID)", exactly as in ADMX.
// A member that is an empty optional is absent in the file. Strings are UTF-8. Every member has an
// initialiser, so that a designated initialiser may leave it out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/limits.hpp>

namespace regpolicy {

// ---- what every element has ----

// Where something begins in its file: the offset, in bytes, of its element's '<' in the file's text
// (source_text.hpp), which finds the line and column. Nowhere for what no XML file holds. Two
// definitions that stand in different places are one and the same: places compare equal.
struct TemplatePlace {
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
  std::uint32_t offset = kNowhere;
  [[nodiscard]] friend bool operator==(const TemplatePlace&, const TemplatePlace&) { return true; }
};

// An attribute that the schema does not give to its element. Shipped files hold many; the editor
// passes over them, and writing keeps them.
//
// It belongs to the row of its element. An element without a row of its own, such as parentCategory
// or the value of an item, leaves its attributes to the next row around it: their names then have
// the way down before them, "parentCategory/@NAME" or "value/string/@xml:space", and "seeAlso[2]"
// for the second of its name. In a row, its own attributes come in the order of the file, those
// from below behind them in the order of their names.
struct UnknownAttribute {
  std::string name{};
  std::string value{};
  [[nodiscard]] bool operator==(const UnknownAttribute&) const = default;
};
using UnknownAttributes = std::vector<UnknownAttribute>;

// ---- ADMX: policyDefinitions ----

struct PolicyNamespace {
  std::string prefix{};
  std::string uri{};  // @namespace
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const PolicyNamespace&) const = default;
};

// The value of enabledValue, disabledValue, trueValue, falseValue, an enum or list item.
struct DeleteMarker {
  [[nodiscard]] bool operator==(const DeleteMarker&) const = default;
};
struct Decimal {
  std::uint32_t value = 0;
  [[nodiscard]] bool operator==(const Decimal&) const = default;
};
struct LongDecimal {
  std::uint64_t value = 0;
  [[nodiscard]] bool operator==(const LongDecimal&) const = default;
};
using TemplateValue = std::variant<DeleteMarker, Decimal, LongDecimal, std::string>;

struct ValueItem {
  std::optional<std::string> key{};
  std::string value_name{};
  TemplateValue value{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const ValueItem&) const = default;
};

// enabledList, disabledList, trueList, falseList, valueList. Key of an item: its own, else
// default_key, else the element's, else the policy's.
struct ValueList {
  std::optional<std::string> default_key{};
  std::vector<ValueItem> items{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const ValueList&) const = default;
};

struct BooleanElement {
  std::optional<TemplateValue> true_value{}, false_value{};
  std::optional<ValueList> true_list{}, false_list{};
  [[nodiscard]] bool operator==(const BooleanElement&) const = default;
};
struct DecimalElement {
  bool required = false;
  std::uint32_t min_value = 0;
  std::optional<std::uint32_t> max_value{};  // absent: 9999
  bool store_as_text = false;
  bool soft = false;
  [[nodiscard]] bool operator==(const DecimalElement&) const = default;
};
struct LongDecimalElement {
  bool required = false;
  std::uint64_t min_value = 0;
  std::optional<std::uint64_t> max_value{};  // absent: 9999
  bool store_as_text = false;
  bool soft = false;
  [[nodiscard]] bool operator==(const LongDecimalElement&) const = default;
};
struct TextElement {
  bool required = false;
  std::optional<std::uint32_t> max_length{};  // UTF-16 code units; absent: 1023
  bool expandable = false;
  bool soft = false;
  [[nodiscard]] bool operator==(const TextElement&) const = default;
};
struct MultiTextElement {
  bool required = false;
  std::optional<std::uint32_t> max_length{};  // of each string; absent: 1023
  std::uint32_t max_strings = 0;              // 0: no limit
  bool soft = false;
  [[nodiscard]] bool operator==(const MultiTextElement&) const = default;
};
struct EnumItem {
  std::string display_name{};  // $(string.ID)
  TemplateValue value{};
  std::optional<ValueList> value_list{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const EnumItem&) const = default;
};
struct EnumElement {
  bool required = false;
  std::vector<EnumItem> items{};
  [[nodiscard]] bool operator==(const EnumElement&) const = default;
};
struct ListElement {
  // Absent: a value's name is its data. "": names 1, 2, 3 ... "X": X1, X2 ...
  std::optional<std::string> value_prefix{};
  bool additive = false;
  bool expandable = false;
  bool explicit_value = false;  // the user gives names and data
  [[nodiscard]] bool operator==(const ListElement&) const = default;
};

// In the order of ElementKind (element_kind.hpp).
using ElementDetail = std::variant<BooleanElement, DecimalElement, TextElement, EnumElement,
                                   ListElement, LongDecimalElement, MultiTextElement>;

struct Element {
  std::string id{};
  std::optional<std::string> client_extension{};  // GUID
  std::optional<std::string> key{};               // absent: the policy's
  std::optional<std::string> value_name{};        // every kind but list
  ElementDetail detail{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const Element&) const = default;
};

enum class PolicyClass { machine, user, both };

struct Policy {
  std::string name{};
  PolicyClass policy_class = PolicyClass::machine;
  std::string display_name{};                 // $(string.ID)
  std::optional<std::string> explain_text{};  // $(string.ID)
  std::optional<std::string> presentation{};  // $(presentation.ID)
  std::string key{};
  std::optional<std::string> value_name{};
  std::optional<std::string> client_extension{};
  std::optional<std::string> parent_category{};  // name or prefix:name
  std::vector<std::string> see_also{};
  std::optional<std::string> keywords{};  // $(string.ID)
  std::string supported_on{};             // name or prefix:name
  std::optional<TemplateValue> enabled_value{}, disabled_value{};
  std::optional<ValueList> enabled_list{}, disabled_list{};
  std::vector<Element> elements{};
  std::vector<std::string> annotations{};  // each <annotation> whole, as XML
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const Policy&) const = default;
};

struct Category {
  std::string name{};
  std::string display_name{};
  std::optional<std::string> explain_text{};
  std::optional<std::string> parent_category{};
  std::vector<std::string> see_also{};
  std::optional<std::string> keywords{};
  std::vector<std::string> annotations{};  // each <annotation> whole, as XML
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const Category&) const = default;
};

struct MinorVersion {
  std::string name{};
  std::string display_name{};
  std::uint32_t version_index = 0;
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const MinorVersion&) const = default;
};
struct MajorVersion {
  std::string name{};
  std::string display_name{};
  std::uint32_t version_index = 0;
  std::vector<MinorVersion> minor_versions{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const MajorVersion&) const = default;
};
struct Product {
  std::string name{};
  std::string display_name{};
  std::vector<MajorVersion> major_versions{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const Product&) const = default;
};

// Both bounds belong to the range.
struct SupportedRange {
  std::string ref{};
  std::optional<std::uint32_t> min_version_index{}, max_version_index{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const SupportedRange&) const = default;
};
struct SupportedReference {
  std::string ref{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const SupportedReference&) const = default;
};
struct SupportedCondition {
  enum class Logic { any_of, all_of };  // <or>, <and>
  Logic logic = Logic::any_of;
  std::vector<std::variant<SupportedRange, SupportedReference>> terms{};
  [[nodiscard]] bool operator==(const SupportedCondition&) const = default;
};
struct SupportedOnDefinition {
  std::string name{};
  std::string display_name{};
  std::optional<SupportedCondition> condition{};  // absent: the text is all there is
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const SupportedOnDefinition&) const = default;
};

struct PolicyDefinitions {
  std::string revision{};  // "1.0"
  std::string schema_version = "1.0";
  PolicyNamespace target{};
  std::vector<PolicyNamespace> using_namespaces{};
  std::vector<std::string> superseded_adm{};  // file names
  std::string min_required_revision{};
  std::optional<std::string> fallback_culture{};
  std::vector<Product> products{};
  std::vector<SupportedOnDefinition> supported_on{};
  std::vector<Category> categories{};
  std::vector<Policy> policies{};
  std::vector<std::string> annotations{};  // each <annotation> whole, as XML
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const PolicyDefinitions&) const = default;
};

// ---- ADML: policyDefinitionResources ----

struct TextControl {
  std::string text{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const TextControl&) const = default;
};
struct DecimalTextBox {
  std::string ref_id{};
  std::string label{};
  std::optional<std::uint32_t> default_value{};  // absent: 1
  std::optional<bool> spin{};                    // absent: true
  std::optional<std::uint32_t> spin_step{};      // absent: 1
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const DecimalTextBox&) const = default;
};
struct LongDecimalTextBox {
  std::string ref_id{};
  std::string label{};
  std::optional<std::uint32_t> default_value{};
  std::optional<bool> spin{};
  std::optional<std::uint32_t> spin_step{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const LongDecimalTextBox&) const = default;
};
struct TextBox {
  std::string ref_id{};
  std::string label{};
  std::optional<std::string> default_value{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const TextBox&) const = default;
};
struct ComboBox {
  std::string ref_id{};
  std::string label{};
  std::optional<bool> no_sort{};
  std::optional<std::string> default_value{};  // <default>
  std::vector<std::string> suggestions{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const ComboBox&) const = default;
};
struct CheckBox {
  std::string ref_id{};
  std::string label{};
  std::optional<bool> default_checked{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const CheckBox&) const = default;
};
struct DropdownList {
  std::string ref_id{};
  std::string label{};
  std::optional<bool> no_sort{};
  std::optional<std::uint32_t> default_item{};  // index into the enum's items
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const DropdownList&) const = default;
};
struct ListBox {
  std::string ref_id{};
  std::string label{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const ListBox&) const = default;
};
struct MultiTextBox {
  std::string ref_id{};
  std::string label{};
  std::optional<bool> show_as_dialog{};
  std::optional<std::uint32_t> default_height{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const MultiTextBox&) const = default;
};

using Control = std::variant<TextControl, DecimalTextBox, LongDecimalTextBox, TextBox, ComboBox,
                             CheckBox, DropdownList, ListBox, MultiTextBox>;

struct Presentation {
  std::string id{};
  std::vector<Control> controls{};  // in the order of the screen
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const Presentation&) const = default;
};

struct ResourceString {
  std::string id{};
  std::string text{};
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const ResourceString&) const = default;
};

// One language's texts.
struct PolicyResources {
  std::string language{};  // "sv-SE"; the name of the ADML file's folder
  std::string revision{};
  std::string schema_version = "1.0";
  std::string display_name{};
  std::string description{};
  std::vector<ResourceString> strings{};
  std::vector<Presentation> presentations{};
  std::vector<std::string> annotations{};  // each <annotation> whole, as XML
  UnknownAttributes unknown_attributes{};
  TemplatePlace place{};
  [[nodiscard]] bool operator==(const PolicyResources&) const = default;
};

// ---- both together ----

// How an MDM service sets the same thing, for documentation and for checks.
struct MdmEquivalent {
  std::string policy{};  // the policy's name
  std::string uri{};     // ./Device/Vendor/MSFT/Policy/Config/...
  std::string format{};  // "int", "chr", "bool"
  std::string enabled{}, disabled{};
  [[nodiscard]] bool operator==(const MdmEquivalent&) const = default;
};

struct Template {
  std::string name{};  // file name without suffix
  PolicyDefinitions definitions;
  std::vector<PolicyResources> resources{};  // the fallback language first
  std::vector<MdmEquivalent> mdm{};
  [[nodiscard]] bool operator==(const Template&) const = default;
};

}  // namespace regpolicy
