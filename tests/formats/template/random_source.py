"""Valid template sources made at random, as plain dictionaries, and their TOML text."""
import json
import random

LANGUAGES = ["en-US", "sv-SE", "de-DE", "zh-Hans-CN"]
# What breaks careless writers: markup, quotes, white space at the ends, tabs, line breaks, letters
# of one to four bytes, things that look like references, entities or XML syntax.
PIECES = ["&", "<", ">", '"', "'", " ", "  ", "\t", "å", "ä", "ö", "Å", "€", "🔑", "a", "B", "0",
          "]]>", "<!--", "-->", "&amp;", "&#13;", "$(string.X)", "%s", "\\", "\\n", "=", "#", "\u00a0",
          "\u200b", "\u2028", "\ufeff", "e\u0301", "\U0010fffd"]


def chance(probability):
    return random.random() < probability


def text(lines=True, longest=12):
    pieces = PIECES + ["\n", "\n\n"] if lines else PIECES
    return "".join(random.choice(pieces) for _ in range(random.randint(1, longest)))


def name(used):
    while True:
        result = "".join(random.choice("abcXYZ019_") for _ in range(random.randint(1, 8)))
        if result not in used:
            used.add(result)
            return result


def key():
    return "\\".join(random.choice(["SOFTWARE", "Å ä", "A&B", "x<y>", "{1}", " ", '"q"', "k"])
                     for _ in range(random.randint(1, 4)))


class Maker:
    def __init__(self):
        self.languages = random.sample(LANGUAGES, random.randint(1, len(LANGUAGES)))
        self.categories, self.supported = [], []
        self.versions = []
        self.value_names = 0

    def texts(self, lines=False, longest=12):
        return {tag: text(lines, longest) for tag in self.languages}

    def value_name(self):
        self.value_names += 1
        return f"{text(lines=False, longest=3)}{self.value_names}"

    def value(self):
        kind = random.choice(["dword", "qword", "text", "delete"])
        return {kind: {"dword": random.choice([0, 1, 4294967295, random.getrandbits(32)]),
                       "qword": random.choice([0, 2 ** 63 - 1, str(2 ** 64 - 1)]),
                       "text": random.choice(["", text(lines=False)]), "delete": True}[kind]}

    def value_list(self):
        rows = []
        for _ in range(random.randint(1, 3)):
            rows.append({"value_name": self.value_name(), "value": self.value()})
            if chance(0.3):
                rows[-1]["key"] = key()
        return {"item": rows} | ({"default_key": key()} if chance(0.5) else {})

    def described(self, row):
        if chance(0.5):
            row["explain"] = self.texts(lines=True, longest=60)
        if chance(0.3):
            row["keywords"] = self.texts()
        if chance(0.3):
            row["see_also"] = [text() for _ in range(random.randint(1, 2))]
        return row

    def element(self, identity):
        kind = random.choice(["boolean", "decimal", "text", "enum", "list", "longDecimal",
                              "multiText"])
        row = {"id": identity, "kind": kind, "label": self.texts()}
        if kind != "list":
            row["value_name"] = self.value_name()
        if chance(0.2):
            row["client_extension"] = "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}"
        if chance(0.3) or kind == "list":
            row["key"] = f"{key()}\\{identity}"  # a list's alone
        getattr(self, "fill_" + kind.lower())(row)
        return row

    def flag(self, row, *names):
        for flag in names:
            if chance(0.4):
                row[flag] = chance(0.5)

    def fill_boolean(self, row):
        row["true_value"], row["false_value"] = {"dword": 1}, self.value()
        if row["false_value"] == row["true_value"]:
            row["false_value"] = {"delete": True}
        if chance(0.4):
            row["true_list"] = self.value_list()
        if chance(0.4):
            row["false_list"] = self.value_list()
        self.flag(row, "default_checked")

    def fill_decimal(self, row, most=2 ** 32 - 1):
        low, default, high = sorted(random.randint(0, 2 ** 32 - 1) for _ in range(3))
        row |= {"min_value": low, "default_value": default, "max_value": max(high, most // 2)}
        if chance(0.3):
            row["spin_step"] = random.randint(0, 2 ** 32 - 1)
        self.flag(row, "required", "store_as_text", "soft", "spin")

    def fill_longdecimal(self, row):
        self.fill_decimal(row, 2 ** 64 - 1)

    def fill_text(self, row):
        self.flag(row, "required", "expandable", "soft")
        if chance(0.5):
            row["max_length"] = random.randint(100, 2 ** 32 - 1)
        if chance(0.5):
            row["default_value"] = random.choice([text(lines=False), self.texts()])
        if chance(0.5):
            row["control"] = "comboBox"
            row["suggestions"] = [random.choice([text(lines=False), self.texts()])
                                  for _ in range(random.randint(0, 3))]
            self.flag(row, "no_sort")

    def fill_multitext(self, row):
        self.flag(row, "required", "soft", "show_as_dialog")
        if chance(0.5):
            row |= {"max_length": random.randint(0, 99), "max_strings": random.randint(0, 9)}
        if chance(0.5):
            row["default_height"] = random.randint(0, 20)

    def fill_enum(self, row):
        used = set()
        row["item"] = [{"id": name(used), "title": self.texts(), "value": {"dword": number}}
                       for number in range(random.randint(1, 4))]
        for item in row["item"]:
            if chance(0.3):
                item["value_list"] = self.value_list()
        if chance(0.5):
            row["default_item"] = random.choice(row["item"])["id"]
        self.flag(row, "required", "no_sort")

    def fill_list(self, row):
        if chance(0.5):
            row["value_prefix"] = random.choice(["", text(lines=False, longest=3)])
        else:
            self.flag(row, "explicit_value")
        self.flag(row, "additive", "expandable")

    def policy(self, identity):
        row = self.described({
            "id": identity, "class": random.choice(["machine", "user", "both"]),
            "category": random.choice(self.categories), "key": key(),
            "supported_on": random.choice(self.supported), "title": self.texts()})
        if chance(0.6):
            row["value_name"] = self.value_name()
            if chance(0.5):
                row |= {"enabled": {"text": "on"}, "disabled": {"text": "off"}}
        if chance(0.3) or "value_name" not in row:
            row["enabled_list"] = self.value_list()
        if chance(0.3):
            row["disabled_list"] = self.value_list()
        used = set()
        elements = [self.element(f"{name(used)}") for _ in range(random.randint(0, 5))]
        if elements:
            row["element"] = elements
        if chance(0.4):
            screen = [part["id"] for part in elements] + [
                {"text": self.texts(lines=True)} for _ in range(random.randint(0, 2))]
            random.shuffle(screen)
            row["presentation"] = screen
        return row

    def version(self, used):
        return {"id": name(used), "title": self.texts(),
                "version_index": random.randint(0, 2 ** 32 - 1)}

    def product(self, used):
        row = {"id": name(used), "title": self.texts()}
        self.versions.append(row["id"])
        row["major_version"] = [self.version(used) for _ in range(random.randint(0, 2))]
        for major in row["major_version"]:
            self.versions.append(major["id"])
            major["minor_version"] = [self.version(used) for _ in range(random.randint(0, 2))]
        return row

    def definition(self, used):
        row = {"id": name(used), "title": self.texts()}
        if chance(0.5):
            row[random.choice(["any_of", "all_of"])] = [
                random.choice([{"reference": random.choice(self.supported)},
                               {"range": random.choice(self.versions), "min_version_index": 1},
                               {"range": "other:Thing", "max_version_index": 7}])
                for _ in range(random.randint(1, 3))]
        self.supported.append(row["id"])  # later ones may refer to it: no cycles
        return row

    def category(self, used):
        row = self.described({"id": name(used), "title": self.texts()})
        if chance(0.5):
            row["parent"] = random.choice(["other:Category", *self.categories])
        self.categories.append(row["id"])
        return row

    def source(self):
        header = {"name": "Random", "namespace": "Random.<Policies>&", "prefix": "random",
                  "revision": f"{random.randint(0, 9999)}.{random.randint(0, 99999)}",
                  "languages": self.languages, "display_name": self.texts()}
        if chance(0.5):
            header["description"] = self.texts(lines=True)
        if chance(0.3):
            header["superseded_adm"] = ["a&b.adm"]
        used, categories, policies = set(), set(), set()
        products = [self.product(used) for _ in range(random.randint(1, 2))]
        self.supported += self.versions
        return {"template": header, "using": [{"prefix": "other", "namespace": "Other"}],
                "product": products,
                "supported_on": [self.definition(used) for _ in range(random.randint(0, 4))],
                "category": [self.category(categories) for _ in range(random.randint(1, 4))],
                "policy": [self.policy(name(policies)) for _ in range(random.randint(0, 6))]}


def make():
    return Maker().source()


def to_text(value, top=True):
    """TOML: a table a line on the top level, inline below."""
    if top:
        return "".join(f"{name} = {to_text(part, False)}\n" for name, part in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=random.choice([False, "\U0010fffd" not in value and
                                                             all(ord(c) < 0x10000 for c in value)]))
    if isinstance(value, list):
        return "[" + ", ".join(to_text(part, False) for part in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {to_text(part, False)}"
                                for name, part in value.items()) + " }"
    return str(value)
