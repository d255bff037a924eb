// Search and filters of the report. Without it the page shows everything.
"use strict";
(function () {
  const tools = document.querySelector(".tools");
  const input = tools.querySelector("input");
  const buttons = Array.from(tools.querySelectorAll("button"));
  const shown = tools.querySelector(".shown");
  const rows = Array.from(document.querySelectorAll("details"), function (element) {
    return { element: element, group: element.dataset.group,
      text: element.textContent.toLowerCase() };
  });
  const sections = Array.from(document.querySelectorAll("section"));
  let group = "";

  function update() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits = (group === "" || row.group === group) &&
        words.every(function (word) { return row.text.includes(word); });
      row.element.hidden = !fits;
      if (fits) count += 1;
    }
    for (const section of sections) {
      section.hidden = section.querySelector("details:not([hidden])") === null;
    }
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.group === group));
    }
    shown.textContent = shown.dataset.pattern.replace("{}", count).replace("{}", rows.length);
  }

  for (const button of buttons) {
    button.addEventListener("click", function () {
      group = button.dataset.group;
      update();
    });
  }
  input.addEventListener("input", update);

  // On paper everything is open, and afterwards as it was.
  let closed = [];
  window.addEventListener("beforeprint", function () {
    closed = rows.filter(function (row) { return !row.element.open; });
    for (const row of closed) row.element.open = true;
  });
  window.addEventListener("afterprint", function () {
    for (const row of closed) row.element.open = false;
  });

  tools.hidden = false;
  update();
})();
