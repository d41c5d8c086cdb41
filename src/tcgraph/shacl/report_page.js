"use strict";
(function () {
  const search = document.getElementById("search");
  if (!search) return;
  const sections = Array.from(document.querySelectorAll("section")).map(function (section) {
    const items = Array.from(section.querySelectorAll("li"));
    return {
      section: section,
      folded: section.querySelector("details"),
      head: (section.querySelector("h2").textContent + " " + section.querySelector(".rule").textContent).toLowerCase(),
      items: items.map(function (item) { return [item, item.textContent.toLowerCase()]; })
    };
  });
  function show() {
    const wanted = search.value.trim().toLowerCase();
    let found = 0;
    sections.forEach(function (part) {
      const all = part.head.includes(wanted);
      let here = 0;
      part.items.forEach(function (pair) {
        const fits = all || pair[1].includes(wanted);
        pair[0].hidden = !fits;
        if (fits) here += 1;
      });
      part.section.hidden = !(all || here);
      part.folded.open = Boolean(wanted) && !all;
      if (all || here) found += 1;
    });
    document.getElementById("none").hidden = found > 0;
  }
  search.addEventListener("input", show);
  window.addEventListener("beforeprint", function () {
    sections.forEach(function (part) { part.folded.open = true; });
  });
})();
