"""What a template source must become, worked out anew from its documentation.

An XML element is (tag, {attribute: value}, text, [children]). Shares no code with regpolicy: TOML
is read by tomllib, XML by xml.etree.
"""
import xml.etree.ElementTree as ElementTree

NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
CONTROLS = {"boolean": "checkBox", "decimal": "decimalTextBox", "text": "textBox",
            "enum": "dropdownList", "list": "listBox", "longDecimal": "longDecimalTextBox",
            "multiText": "multiTextBox"}


def parsed(path):
    """The tree of an XML file; text between elements is checked to be white space and left out."""
    def convert(node):
        assert node.tag.startswith("{" + NAMESPACE + "}"), node.tag
        children = [convert(child) for child in node]
        text = node.text or ""
        if children:
            assert not text.strip(), text
            assert all(not (child.tail or "").strip() for child in node)
            text = ""
        return (node.tag[len(NAMESPACE) + 2:], dict(node.attrib), text, children)
    return convert(ElementTree.parse(path).getroot())


def element(tag, attributes=None, text="", children=()):
    shown = {key: ("true" if value is True else "false" if value is False else str(value))
             for key, value in (attributes or {}).items() if value is not None}
    return (tag, shown, text, [child for child in children if child is not None])


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def given(source, *names):
    """Attributes that are written as they are given."""
    return {camel(name): source.get(name) for name in names}


def flags(source, *names):
    """Boolean attributes of ADMX, whose default false is not written."""
    return {camel(name): True for name in names if source.get(name)}


def value(tag, source):
    if source is None:
        return None
    (kind, content), = source.items()
    child = {"delete": lambda: element("delete"),
             "dword": lambda: element("decimal", {"value": content}),
             "qword": lambda: element("longDecimal", {"value": content}),
             "text": lambda: element("string", {}, content)}[kind]()
    return element(tag, {}, "", [child])


def value_list(tag, source):
    if source is None:
        return None
    return element(tag, given(source, "default_key"), "",
                   [element("item", given(item, "key", "value_name"), "",
                            [value("value", item["value"])]) for item in source["item"]])


def string(kind, name):
    return f"$(string.{kind}_{name})"


def described(kind, source):
    """parentCategory, seeAlso, keywords."""
    parent = source.get("parent" if kind == "Category" else "category")
    return ([element("parentCategory", {"ref": parent})] if parent else []) + \
        [element("seeAlso", {}, text) for text in source.get("see_also", [])] + \
        ([element("keywords", {}, string(kind + "Keywords", source["id"]))]
         if "keywords" in source else [])


def policy_element(policy, source):
    kind = source["kind"]
    attributes = {"id": source["id"], **given(source, "client_extension", "key", "value_name")}
    children = []
    if kind == "boolean":
        children = [value("trueValue", source.get("true_value")),
                    value("falseValue", source.get("false_value")),
                    value_list("trueList", source.get("true_list")),
                    value_list("falseList", source.get("false_list"))]
    elif kind in ("decimal", "longDecimal"):
        attributes |= flags(source, "required")
        if source.get("min_value"):
            attributes["minValue"] = source["min_value"]
        attributes |= given(source, "max_value") | flags(source, "store_as_text", "soft")
    elif kind == "text":
        attributes |= flags(source, "required") | given(source, "max_length")
        attributes |= flags(source, "expandable", "soft")
    elif kind == "multiText":
        attributes |= flags(source, "required") | given(source, "max_length")
        if source.get("max_strings"):
            attributes["maxStrings"] = source["max_strings"]
        attributes |= flags(source, "soft")
    elif kind == "enum":
        attributes |= flags(source, "required")
        for item in source["item"]:
            name = f"{policy['id']}_{source['id']}_{item['id']}"
            children.append(element("item", {"displayName": string("Item", name)}, "",
                                    [value("value", item["value"]),
                                     value_list("valueList", item.get("value_list"))]))
    elif kind == "list":
        attributes |= given(source, "value_prefix")
        attributes |= flags(source, "additive", "expandable", "explicit_value")
    return element(kind, attributes, "", children)


def has_screen(policy):
    return "presentation" in policy or bool(policy.get("element"))


def policy_definition(source):
    name = source["id"]
    attributes = {"name": name, "class": source["class"].capitalize(),
                  "displayName": string("Policy", name),
                  "explainText": string("PolicyExplain", name) if "explain" in source else None,
                  "presentation": f"$(presentation.{name})" if has_screen(source) else None,
                  **given(source, "key", "value_name", "client_extension")}
    elements = [policy_element(source, row) for row in source.get("element", [])]
    return element("policy", attributes, "", described("Policy", source) + [
        element("supportedOn", {"ref": source["supported_on"]}),
        value("enabledValue", source.get("enabled")),
        value("disabledValue", source.get("disabled")),
        value_list("enabledList", source.get("enabled_list")),
        value_list("disabledList", source.get("disabled_list")),
        element("elements", {}, "", elements) if elements else None])


def supported_on(source):
    def named(tag, row, *children):
        return element(tag, {"name": row["id"], "displayName": string("SupportedOn", row["id"]),
                             "versionIndex": row.get("version_index")}, "", children)

    def term(row):
        if "reference" in row:
            return element("reference", {"ref": row["reference"]})
        return element("range", {"ref": row["range"],
                                 **given(row, "min_version_index", "max_version_index")})

    def condition(row):
        for key, tag in (("any_of", "or"), ("all_of", "and")):
            if key in row:
                return element(tag, {}, "", [term(item) for item in row[key]])
        return None

    products = [named("product", row, *[
        named("majorVersion", major, *[named("minorVersion", minor)
                                       for minor in major.get("minor_version", [])])
        for major in row.get("major_version", [])]) for row in source.get("product", [])]
    definitions = [named("definition", row, condition(row))
                   for row in source.get("supported_on", [])]
    lists = [element("products", {}, "", products) if products else None,
             element("definitions", {}, "", definitions) if definitions else None]
    return element("supportedOn", {}, "", lists) if products or definitions else None


def admx(source):
    header = source["template"]
    first = header["languages"][0]
    culture = header.get("fallback_culture", None if first == "en-US" else first)
    namespaces = [element(tag, given(row, "prefix", "namespace"))
                  for tag, row in [("target", header)] +
                  [("using", row) for row in source.get("using", [])]]
    categories = [element("category", {
        "name": row["id"], "displayName": string("Category", row["id"]),
        "explainText": string("CategoryExplain", row["id"]) if "explain" in row else None},
        "", described("Category", row)) for row in source.get("category", [])]
    policies = [policy_definition(row) for row in source.get("policy", [])]
    return element("policyDefinitions", {"revision": header["revision"], "schemaVersion": "1.0"},
                   "", [
        element("policyNamespaces", {}, "", namespaces),
        *[element("supersededAdm", {"fileName": name}) for name in header.get("superseded_adm", [])],
        element("resources", {"minRequiredRevision": header.get("min_required_revision",
                                                                header["revision"]),
                              "fallbackCulture": culture}),
        supported_on(source),
        element("categories", {}, "", categories) if categories else None,
        element("policies", {}, "", policies) if policies else None])


def in_language(text, language):
    return text if isinstance(text, str) else text[language]


def control(source, language):
    kind = source.get("control", CONTROLS[source["kind"]])
    label = source["label"][language] if "label" in source else ""
    attributes = {"refId": source["id"]}
    if kind == "textBox":
        children = [element("label", {}, label)]
        if "default_value" in source:
            children.append(element("defaultValue", {}, in_language(source["default_value"],
                                                                    language)))
        return element(kind, attributes, "", children)
    if kind == "comboBox":
        children = [element("label", {}, label)]
        if "default_value" in source:
            children.append(element("default", {}, in_language(source["default_value"], language)))
        children += [element("suggestion", {}, in_language(text, language))
                     for text in source.get("suggestions", [])]
        return element(kind, attributes | given(source, "no_sort"), "", children)
    attributes |= given(source, "default_value", "spin", "spin_step", "default_checked", "no_sort",
                        "show_as_dialog", "default_height")
    if "default_item" in source:
        ids = [item["id"] for item in source["item"]]
        attributes["defaultItem"] = ids.index(source["default_item"])
    return element(kind, attributes, label)


def presentation(policy, language):
    rows = {row["id"]: row for row in policy.get("element", [])}
    screen = policy.get("presentation", list(rows))
    return element("presentation", {"id": policy["id"]}, "", [
        control(rows[entry], language) if isinstance(entry, str)
        else element("text", {}, entry["text"][language]) for entry in screen])


def adml(source, language):
    header = source["template"]
    strings = []

    def add(kind, name, texts):
        if texts is not None:
            strings.append(element("string", {"id": f"{kind}_{name}"}, texts[language]))

    def add_named(rows, *below):
        for row in rows:
            add("SupportedOn", row["id"], row["title"])
            if below:
                add_named(row.get(below[0], []), *below[1:])

    def add_described(kind, row):
        add(kind, row["id"], row["title"])
        add(kind + "Explain", row["id"], row.get("explain"))
        add(kind + "Keywords", row["id"], row.get("keywords"))

    add_named(source.get("product", []), "major_version", "minor_version")
    add_named(source.get("supported_on", []))
    for row in source.get("category", []):
        add_described("Category", row)
    for row in source.get("policy", []):
        add_described("Policy", row)
        for part in row.get("element", []):
            for item in part.get("item", []):
                add("Item", f"{row['id']}_{part['id']}_{item['id']}", item["title"])
    screens = [presentation(row, language) for row in source.get("policy", []) if has_screen(row)]
    return element("policyDefinitionResources",
                   {"revision": header["revision"], "schemaVersion": "1.0"}, "", [
        element("displayName", {}, header["display_name"][language]),
        element("description", {}, header["description"][language] if "description" in header
                else ""),
        element("resources", {}, "", [
            element("stringTable", {}, "", strings) if strings else None,
            element("presentationTable", {}, "", screens) if screens else None])])
