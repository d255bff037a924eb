#!/usr/bin/env python3
"""The pages of `regpolicy docs` by the judgement of Python's own HTML and JSON parsers.

Every page is well-formed and says its language, holds only the tags and attributes that the site
uses, loads nothing but its own files, and leads only to pages and places that exist. The data for
the script are JSON behind a function's name. What a hostile template says arrives as text.

check_site.py COMMAND SOURCE_ROOT
"""
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib
import urllib.parse

VOID = {"meta", "link", "br", "wbr", "input"}
TAGS = VOID | set("""html head title script body a header form label nav ul ol li div main section
                     article h1 h2 h3 h4 p span bdi details summary code dl dt dd table thead tbody tr th td""".split())
ATTRIBUTES = set("""lang dir charset http-equiv content name rel href src defer class id role hidden
    for type autocomplete spellcheck placeholder aria-controls aria-label aria-live aria-current
    hreflang tabindex scope colspan translate data-page data-no-hits data-hits data-more-hits
    data-one""".split())
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; "
          "form-action 'none'")


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path, self.open, self.ids, self.links, self.texts = path, [], [], [], []
        self.scripts, self.styles, self.metas, self.languages, self.wrong = [], [], [], [], []
        self.feed(path.read_text(encoding="utf-8"))
        self.close()
        if self.open:
            self.wrong.append(f"not closed: {self.open}")

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if tag not in TAGS:
            self.wrong.append(f"tag {tag}")
        if len(names) != len(set(names)) or set(names) - ATTRIBUTES:
            self.wrong.append(f"attributes {names} of {tag}")
        values = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if tag == "a" else []
        self.scripts += [values.get("src")] if tag == "script" else []
        self.styles += [values["href"]] if tag == "link" else []
        self.metas += [values] if tag == "meta" else []
        self.languages += [values.get("lang")] if tag == "html" else []

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_startendtag(self, tag, attrs):
        self.wrong.append(f"<{tag}/>")

    def handle_comment(self, data):
        self.wrong.append(f"comment {data}")

    def handle_data(self, data):
        if self.open and self.open[-1] == "script" and data:
            self.wrong.append("a script inside of the page")
        self.texts.append(data)

    def text(self):
        return "".join(self.texts)


def check_page(page, root, pages):
    wrong = list(page.wrong)
    if len(page.languages) != 1 or not page.languages[0]:
        wrong.append(f"languages {page.languages}")
    if len(page.ids) != len(set(page.ids)):
        wrong.append("an id stands twice")
    policies = [meta["content"] for meta in page.metas if "http-equiv" in meta]
    if policies != [POLICY]:
        wrong.append(f"policies {policies}")
    for link in page.scripts + page.styles + page.links:
        target, _, anchor = link.partition("#")
        if urllib.parse.urlsplit(link).scheme or link.startswith("//"):
            wrong.append(f"leads outside: {link}")
            continue
        path = page.path if not target else (page.path.parent / target).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            wrong.append(f"leads nowhere: {link}")
        elif anchor and anchor not in pages[path].ids:
            wrong.append(f"no such place: {link}")
    return wrong


def data_of(path, function):
    text = path.read_text(encoding="utf-8")
    found = re.fullmatch(re.escape(function) + r"\((.*)\);\n", text, re.DOTALL)
    if "<" in text or "\u2028" in text or not found:
        raise ValueError(f"{path}: not plain data")
    return json.loads(found[1])


def check_data(folder, pages):
    wrong = []
    tree = data_of(folder / "tree.js", "regpolicyTree")
    depth = -1
    for _, name, at, _ in tree:
        if at > depth + 1 or (folder / f"{name}.html") not in pages:
            wrong.append(f"tree.js: {name}")
        depth = at
    search = data_of(folder / "search.js", "regpolicySearch")
    for title, name, anchor, _, _, category, _ in search["policies"]:
        page = pages.get(folder / f"{name}.html")
        if page is None or anchor not in page.ids or not search["categories"][category]:
            wrong.append(f"search.js: {title}")
    sections = sum(len([i for i in page.ids if i.startswith("p-")])
                   for path, page in pages.items() if path.parent == folder)
    if sections != len(search["policies"]):
        wrong.append(f"{sections} sections, {len(search['policies'])} policies to find")
    return wrong


def check_site(root):
    pages = {path: Page(path) for path in sorted(root.rglob("*.html"))}
    wrong = [f"{path.relative_to(root)}: {what}" for path, page in pages.items()
             for what in check_page(page, root, pages)]
    for folder in sorted({path.parent for path in pages} - {root}):
        wrong += [f"{folder.name}/{what}" for what in check_data(folder, pages)]
    return pages, wrong


def squeezed(text):
    return " ".join(text.split())


def texts_in(node, language):
    """Every text of a template source in the language."""
    if isinstance(node, dict):
        if language in node:
            yield node[language]
        for value in node.values():
            yield from texts_in(value, language)
    elif isinstance(node, list):
        for value in node:
            yield from texts_in(value, language)


def check_hostile(root, source):
    """What the template says, word for word, as text of some page."""
    template = tomllib.loads(source.read_text(encoding="utf-8"))
    wrong = []
    for language in template.pop("template")["languages"]:
        pages = [Page(path) for path in sorted((root / language).glob("*.html"))]
        shown = squeezed(" ".join(page.text() for page in pages))
        for text in texts_in(template, language):
            if squeezed(text) not in shown:
                wrong.append(f"{language}: not shown: {text!r}")
        for policy in template["policy"]:
            for text in (policy["key"], policy["value_name"], *policy.get("see_also", [])):
                if squeezed(text) not in shown:
                    wrong.append(f"{language}: not shown: {text!r}")
    return wrong


def main():
    command, source_root = sys.argv[1], pathlib.Path(sys.argv[2])
    hostile = source_root / "tests/docs_site/hostile.toml"
    stores = [source_root / "tests/data/template/ok-everything.toml",
              source_root / "admx/SelfServicePasswordReset.toml", hostile]
    failed = 0
    with tempfile.TemporaryDirectory(prefix="regpolicy-docs-") as name:
        for number, store in enumerate(stores):
            root = (pathlib.Path(name) / str(number)).resolve()
            done = subprocess.run([command, "docs", store, "-q", "-o", root], check=False)
            if done.returncode not in (0, 6):
                sys.exit(f"{store}: exit code {done.returncode}")
            pages, wrong = check_site(root)
            if store == hostile:
                wrong += check_hostile(root, store)
            if not pages:
                wrong.append("no pages")
            size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
            print(f"{os.path.basename(store)}: {len(pages)} pages, {size} bytes, {len(wrong)} wrong")
            for line in wrong[:40]:
                print(line)
            failed += len(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
