// The tree of categories and the search of the policy reference. Reads its data from scripts beside
// the page, since a page from the disk can load nothing else; shows every text as text.
"use strict";
(function () {
  const SHOWN = 100;
  const body = document.body;
  const page = body.dataset.page;
  const box = document.getElementById("q");
  const results = document.getElementById("results");
  const content = document.getElementById("page");
  let entries = null; // what search.js brought
  let asked = false;

  function make(name, text, attributes) {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    for (const key of Object.keys(attributes || {})) element.setAttribute(key, attributes[key]);
    return element;
  }

  // ---- the tree ----

  window.regpolicyTree = function (rows) {
    const root = make("ul");
    const lists = [root]; // the open list of each depth
    let here = null;
    rows.forEach(function (row, index) {
      const [title, name, depth] = row;
      const next = rows[index + 1];
      const item = make("li");
      const link = make("a", title, { href: name + ".html" });
      if (name === page) {
        link.setAttribute("aria-current", "page");
        here = link;
      }
      if (next && next[2] > depth) {
        const details = make("details");
        const summary = make("summary");
        summary.append(link);
        const list = make("ul");
        details.append(summary, list);
        item.append(details);
        lists[depth + 1] = list;
      } else {
        item.append(link);
      }
      lists[depth].append(item);
    });
    const tree = document.getElementById("tree");
    for (let up = here; up && up !== root; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
    }
    if (root.children.length === 1) {
      for (const details of root.querySelectorAll(":scope > li > details")) details.open = true;
    }
    tree.append(root);
    if (here && tree.scrollHeight > tree.clientHeight) {
      tree.scrollTop = Math.max(0, here.offsetTop - tree.clientHeight / 2);
    }
  };

  // ---- the search ----

  // "Lösenord" is found by "losenord" too.
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  window.regpolicySearch = function (data) {
    entries = data.policies.map(function (row) {
      const [title, name, anchor, id, side, category, words] = row;
      const folded = fold(title);
      return {
        title, id, side, href: name + ".html#" + encodeURIComponent(anchor),
        where: data.categories[category],
        folded, others: fold(id + "\n" + words), path: fold(data.categories[category]),
      };
    });
    search();
  };

  function askForData() {
    if (asked) return;
    asked = true;
    document.head.append(make("script", undefined, { src: "search.js" }));
  }

  // Every word must be somewhere; better is what has them in its title, and at its beginning.
  function score(entry, words) {
    let sum = 0;
    for (const word of words) {
      const at = entry.folded.indexOf(word);
      if (at === 0) sum += 8;
      else if (at > 0) sum += /[\p{L}\p{N}]/u.test(entry.folded[at - 1]) ? 4 : 6;
      else if (entry.others.includes(word)) sum += 2;
      else if (entry.path.includes(word)) sum += 1;
      else return 0;
    }
    return sum;
  }

  function find(query) {
    const words = fold(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const found = [];
    for (const entry of entries) {
      const points = score(entry, words);
      if (points) found.push([points, entry]);
    }
    found.sort((a, b) => b[0] - a[0] || a[1].title.localeCompare(b[1].title, document.documentElement.lang));
    return found.map((pair) => pair[1]);
  }

  function show(found) {
    const data = body.dataset;
    const count = found.length === 1 ? data.one : data.hits.replace("{n}", String(found.length));
    results.replaceChildren(make("p", found.length ? count : data.noHits, { class: "note" }));
    const list = make("ol");
    for (const entry of found.slice(0, SHOWN)) {
      const item = make("li");
      const title = make("a", undefined, { href: entry.href });
      title.append(make("bdi", entry.title));
      item.append(title, make("span", entry.where + " \u00b7 " + entry.side, { class: "where" }));
      item.append(make("code", entry.id, { translate: "no" }));
      list.append(item);
    }
    results.append(list);
    if (found.length > SHOWN) {
      results.append(make("p", data.moreHits.replace("{n}", String(SHOWN)), { class: "note" }));
    }
  }

  function search() {
    const query = box.value.trim();
    const searching = query !== "";
    results.hidden = !searching;
    content.hidden = searching;
    if (!searching) return;
    if (entries) show(find(query));
    else askForData();
  }

  // "#q=words" in an address is a search that can be kept and passed on.
  function queryOf(hash) {
    if (!hash.startsWith("#q=")) return null;
    try {
      return decodeURIComponent(hash.slice(3).replace(/\+/g, " "));
    } catch (error) {
      return hash.slice(3);
    }
  }

  function remember(query) {
    const hash = query ? "#q=" + encodeURIComponent(query) : " ";
    try {
      history.replaceState(null, "", hash === " " ? location.pathname : hash);
    } catch (error) {
      // Some browsers keep no history for pages from the disk; the search works without.
    }
  }

  function follow() {
    const query = queryOf(location.hash);
    if (query === null) {
      if (!box.value) return;
      box.value = "";
      search();
      // The browser looked for the place while it was hidden.
      const place = document.getElementById(location.hash.slice(1));
      if (place) place.scrollIntoView();
      return;
    }
    box.value = query;
    search();
  }

  if (box) {
    box.form.hidden = false;
    box.form.addEventListener("submit", function (event) {
      event.preventDefault();
      const first = results.querySelector("a");
      if (first) first.focus();
    });
    box.addEventListener("focus", askForData);
    box.addEventListener("input", function () {
      search();
      remember(box.value.trim());
    });
    document.addEventListener("keydown", function (event) {
      const typing = event.target === box;
      if (event.key === "/" && !typing && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        box.focus();
      } else if (event.key === "Escape" && typing) {
        box.value = "";
        search();
        remember("");
      }
    });
    window.addEventListener("hashchange", follow);
    follow();
  }

  // The same place in the other language.
  for (const link of document.querySelectorAll(".languages a")) {
    link.addEventListener("click", function () {
      link.hash = location.hash;
    });
  }
})();
