#!/usr/bin/env python3
"""Includes go down the layers only, and every third-party library stays in its place.

L0 core, L1 formats (one folder each, knowing of the others only formats/toml,
formats/xml and formats/json), L2 policy and audit,
L3 target, L4 tools (public headers only). Prints every include that runs up or sideways; exit
code 1.
"""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', re.MULTILINE)

# Public header -> layer. A header that is missing here is an error: decide where it belongs.
HEADERS = {
    "core": """bytes diagnostics element_kind error file_name limits policy_template policy_trees record registry_path rule
               sha256 side source_text text value version wildcard condition policy_state
               instruction utc_time""",
    "formats/pol": "pol pol_recover",
    "formats/reg": "reg",
    "formats/lgpo": "lgpo",
    "formats/findings": "findings",
    "formats/json": "instructions_json",
    "formats/po": "po",
    "formats/xliff": "xliff",
    "formats/policy_rules": "policy_rules",
    "formats/csv": "csv",
    "formats/samba_xml": "samba_xml",
    "formats/admx": "admx",
    "formats/adml": "adml",
    "formats/xml": "template_rules",
    "formats/template_source": "template_source",
    "formats/baseline": "baseline baseline_write",
    "formats/gpo_backup": "gpo_backup gpo_backup_scheme gpo_report policy_comments",
    "formats/gpt_ini": "gpt_ini",
    "formats/hive": "hive",
    "formats/security_template": "security_template",
    "formats/snapshot": "snapshot",
    "policy": """state catalog template_lookup template_store check check_templates compile diff
                 diff_baselines diff_report diff_templates docs_site edit effect exchange explain
                 explain_report intent merge merge_report policy_file secret translation""",
    "audit": """against audit fleet fleet_report interests machine_snapshot observation
                prepared_audit provenance report scap""",
    "target": """apply audit_source backup_folder bundle file_system fleet_source folder_files
                 gpo_files live_registry plan policy_service policy_source store_source
                 streamed_file target""",
}
LAYER_OF_HEADER = {name: layer for layer, names in HEADERS.items() for name in names.split()}
RANK = {"core": 0, "formats": 1, "policy": 2, "audit": 3, "target": 4, "tools": 5}

# What the formats written in TOML, in XML and in JSON have in common.
SHARED_FORMATS = ("formats/toml", "formats/xml", "formats/json")

# Which folders may include which library's headers, by the first component of the include.
THIRD_PARTY = {
    "pugixml.hpp": ["formats/admx", "formats/adml", "formats/gpo_backup", "formats/policy_rules",
                    "formats/samba_xml", "formats/syncml", "formats/xml"],
    "toml++": ["formats/toml"],
    "nlohmann": ["formats/findings", "formats/json", "audit"],
    "hivex.h": ["formats/hive"],
    "boost": ["target"],
    "windows.h": ["target", "tools"],
    "CLI": ["tools"],
}


def layer_of_file(path):
    """'core', 'formats/pol', 'policy', 'audit', 'target' or 'tools' of a source file."""
    parts = path.parts
    if parts[0] == "tools":
        return "tools"
    if parts[1] == "include":
        return LAYER_OF_HEADER.get(path.name.split(".")[0])
    return "/".join(parts[1:3]) if parts[1] == "formats" else parts[1]


def rank(layer):
    return RANK[layer.split("/")[0]]


def may_include(user, used):
    if user == used or (used in SHARED_FORMATS and rank(user) == rank(used)):
        return True
    return rank(used) < rank(user)


def check(root):
    complaints, files = [], 0
    sources = [p for folder in ("libregpolicy", "tools") for p in (root / folder).rglob("*")
               if p.suffix in (".hpp", ".cpp", ".in", ".inc") and p.is_file()]
    for source in sorted(sources):
        path = source.relative_to(root)
        files += 1
        layer = layer_of_file(path)
        if layer is None:
            complaints.append(f"{path}: belongs to no layer; add it to {__file__}")
            continue
        public = "include" in path.parts
        for name in INCLUDE.findall(source.read_text(encoding="utf-8")):
            first = name.split("/")[0]
            if name.startswith("regpolicy/"):
                used = LAYER_OF_HEADER.get(name.split("/")[1].split(".")[0])
                if used is None:
                    complaints.append(f"{path}: {name} belongs to no layer")
                elif not may_include(layer, used):
                    complaints.append(f"{path}: {layer} may not include {name} ({used})")
            elif first in THIRD_PARTY or first == "fmt":
                if public:
                    complaints.append(f"{path}: a public header includes {name}")
                elif first != "fmt" and layer not in THIRD_PARTY[first]:
                    complaints.append(f"{path}: {name} belongs to {', '.join(THIRD_PARTY[first])}")
            elif "/" in name and first in ("core", "formats", "policy", "audit", "target"):
                used = "/".join(name.split("/")[:2]) if first == "formats" else first
                if layer == "tools" or not may_include(layer, used):
                    complaints.append(f"{path}: {layer} may not include {name}")
    return complaints, files


def main():
    complaints, files = check(pathlib.Path(sys.argv[1]))
    print("\n".join(complaints + [f"{files} files, {len(complaints)} complaints"]))
    return 1 if complaints or files < 10 else 0


if __name__ == "__main__":
    sys.exit(main())
