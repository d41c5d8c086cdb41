"use strict";
// The switch of languages, and tips for the marks of a drawn picture: by pointer, by touch, by arrow keys.
(() => {
  const root = document.documentElement;
  const tip = document.getElementById("tip");

  function speak(language) {
    root.dataset.language = language;
    root.lang = language;
    const head = document.querySelector(`h1[data-lang="${language}"]`);
    if (head) document.title = head.textContent;
    document.dispatchEvent(new Event("tcgraph-language"));
  }
  for (const button of document.querySelectorAll("button[data-speak]")) {
    button.addEventListener("click", () => speak(button.dataset.speak));
  }

  function show(text, x, y) {
    tip.textContent = text;
    tip.hidden = false;
    const left = Math.min(x + 14, innerWidth - tip.offsetWidth - 8);
    const below = y + 18 + tip.offsetHeight < innerHeight;
    tip.style.left = Math.max(8, left) + "px";
    tip.style.top = (below ? y + 18 : Math.max(8, y - tip.offsetHeight - 10)) + "px";
  }
  const hide = () => { tip.hidden = true; };
  window.tcgraphTip = { show, hide };

  const middle = (spot) => { const b = spot.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; };
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function nearest(spots, from, [right, down]) {
    const [x, y] = middle(from);
    let best = null, least = Infinity;
    for (const spot of spots) {
      if (spot === from) continue;
      const [u, v] = middle(spot);
      const along = (u - x) * right + (v - y) * down;
      const across = Math.abs((u - x) * down) + Math.abs((v - y) * right);
      if (along > 1 && along + 3 * across < least) { least = along + 3 * across; best = spot; }
    }
    return best;
  }

  for (const svg of document.querySelectorAll("figure svg")) {
    const spots = [...svg.querySelectorAll(".spot")];
    if (!spots.length) continue;
    spots[0].setAttribute("tabindex", "0");
    for (const spot of spots) {
      const text = spot.getAttribute("aria-label");
      spot.addEventListener("pointermove", (event) => show(text, event.clientX, event.clientY));
      spot.addEventListener("pointerleave", hide);
      spot.addEventListener("blur", hide);
      spot.addEventListener("focus", () => { const [x, y] = middle(spot); show(text, x, y); });
      spot.addEventListener("keydown", (event) => {
        if (event.key === "Escape") { hide(); return; }
        const next = event.key === "Home" ? spots[0] : event.key === "End" ? spots[spots.length - 1]
          : steps[event.key] ? nearest(spots, spot, steps[event.key]) : null;
        if (!(event.key in steps) && event.key !== "Home" && event.key !== "End") return;
        event.preventDefault();
        if (!next) return;
        spot.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
      });
    }
  }
})();
