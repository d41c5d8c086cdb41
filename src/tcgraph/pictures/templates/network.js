"use strict";
// The network on a canvas: moved, enlarged, searched; kinds on and off; facts and partners of one organisation.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const canvas = document.getElementById("network");
  const pen = canvas.getContext("2d");
  const facts = document.getElementById("facts");
  const asked = document.getElementById("asked");
  const found = document.getElementById("found");
  const tip = window.tcgraphTip;
  const WORDS = {
    zh: { cooperations: ["次合作"], organisations: ["家机构"], participants: ["家参加"], links: ["条连线"], partners: ["个伙伴"], hint: "点击图中一个符号，或用查找框。",
      none: "没有找到", and: "，" },
    en: { cooperations: ["cooperation", "cooperations"], organisations: ["organisation", "organisations"], participants: ["participant", "participants"], links: ["link", "links"],
      partners: ["partner", "partners"], hint: "Click a symbol, or use the search box.", none: "Nothing found", and: ", " },
  };
  const nodes = data.nodes.map(([iri, zh, en, kind, amount, unit, x, y, r], number) =>
    ({ iri, zh, en, kind, amount, unit, x, y, r, number, edges: [] }));
  const edges = data.edges.map(([a, b, weight, first, last]) => ({ a: nodes[a], b: nodes[b], weight, first, last }));
  for (const edge of edges) { edge.a.edges.push(edge); edge.b.edges.push(edge); }
  const heaviest = Math.max(6, ...edges.map((edge) => edge.weight));
  const hidden = new Set();
  let scale = 1, whole = 1, dx = 0, dy = 0, chosen = null, hovered = null, waiting = false, width = 0, height = 0, fitted = true;

  const tongue = () => root.dataset.language;
  const words = () => WORDS[tongue()];
  const name = (node) => (tongue() === "en" ? node.en || node.zh : node.zh || node.en) || node.iri;
  const kindName = (kind) => data.kinds[kind][tongue() === "en" ? 1 : 0];
  const many = (number, unit) => `${number.toLocaleString("en")} ${words()[unit][number === 1 ? 0 : words()[unit].length - 1]}`;
  const shown = (node) => !hidden.has(node.kind);
  const partner = (edge, node) => edge.a === node ? edge.b : edge.a;

  function fit() {
    const seen = nodes.filter(shown);
    if (!seen.length || !width) { scale = 1; dx = width / 2; dy = height / 2; return draw(); }
    const left = Math.min(...seen.map((n) => n.x - n.r)), right = Math.max(...seen.map((n) => n.x + n.r));
    const top = Math.min(...seen.map((n) => n.y - n.r)), bottom = Math.max(...seen.map((n) => n.y + n.r));
    scale = Math.min((width - 60) / (right - left), (height - 60) / (bottom - top), 2);
    dx = width / 2 - scale * (left + right) / 2;
    dy = height / 2 - scale * (top + bottom) / 2;
    whole = scale;
    fitted = true;
    draw();
  }

  function zoom(factor, x = width / 2, y = height / 2) {
    const next = Math.min(8, Math.max(0.02, scale * factor));
    dx = x - (x - dx) * next / scale;
    dy = y - (y - dy) * next / scale;
    scale = next;
    fitted = false;
    draw();
  }

  function center(node) {
    scale = Math.max(scale, 0.7);
    dx = width / 2 - node.x * scale;
    dy = height / 2 - node.y * scale;
    fitted = false;
    draw();
  }

  function draw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; paint(); });
  }

  function shape(context, kind, x, y, r) {
    const corners = { s: [4, Math.PI / 4, 1.25], D: [4, 0, 1.2], "^": [3, -Math.PI / 2, 1.25], p: [5, -Math.PI / 2, 1.1],
      h: [6, 0, 1.1], v: [3, Math.PI / 2, 1.25], "*": [10, -Math.PI / 2, 1.35], x: [8, Math.PI / 4, 1.45] }[kind];
    context.beginPath();
    if (!corners) { context.arc(x, y, r, 0, 2 * Math.PI); return; }
    const [count, turn, far] = corners;
    for (let i = 0; i < count; i += 1) {
      const angle = turn + 2 * Math.PI * i / count;
      const reach = far * r * (i % 2 ? { "*": 0.5, x: 0.45 }[kind] || 1 : 1);
      context.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
    }
    context.closePath();
  }

  // Symbols shrink more slowly than distances, so that the whole network still shows them.
  const size = (node) => Math.max(3, node.r * Math.min(1.4, Math.pow(scale, 0.55)));
  const spot = (node) => [node.x * scale + dx, node.y * scale + dy];

  function paint() {
    const ratio = window.devicePixelRatio || 1;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const near = chosen ? new Set([chosen, ...chosen.edges.map((edge) => partner(edge, chosen))]) : null;
    const faint = Math.max(0.12, Math.min(0.5, 260 / (edges.length + 1)));
    for (const edge of edges) {
      if (!shown(edge.a) || !shown(edge.b)) continue;
      const stressed = near && (edge.a === chosen || edge.b === chosen);
      pen.globalAlpha = near ? (stressed ? 0.8 : 0.05) : faint;
      pen.strokeStyle = stressed ? "#1a1a1a" : "#5a6b7b";
      pen.lineWidth = (0.8 + 5 * edge.weight / heaviest) * Math.min(1.5, Math.max(0.6, scale));
      pen.beginPath();
      pen.moveTo(...spot(edge.a));
      const [x, y] = spot(edge.a), [u, v] = spot(edge.b);
      if (data.bows) pen.quadraticCurveTo((x + u) / 2 - 0.25 * Math.sign(u - x || v - y) * (v - y), (y + v) / 2 - 0.25 * Math.abs(u - x), u, v);
      else pen.lineTo(u, v);
      pen.stroke();
    }
    for (let i = nodes.length - 1; i >= 0; i -= 1) {
      const node = nodes[i];
      if (!shown(node)) continue;
      const [x, y] = spot(node);
      pen.globalAlpha = near && !near.has(node) ? 0.18 : 1;
      shape(pen, data.kinds[node.kind][3], x, y, size(node));
      pen.fillStyle = data.kinds[node.kind][2];
      pen.fill();
      pen.lineWidth = node === chosen || node === hovered ? 3 : 1;
      pen.strokeStyle = node === chosen || node === hovered ? "#1a1a1a" : data.kinds[node.kind][4];
      pen.stroke();
    }
    pen.globalAlpha = 1;
    labels(near);
  }

  // Names from the most connected down; one that would touch another name, or hide a symbol that stands before it, waits until there is room.
  function labels(near) {
    const taken = [];
    const free = (box) => taken.every((other) => box[2] <= other[0] || other[2] <= box[0] || box[3] <= other[1] || other[3] <= box[1]);
    pen.font = "14px tcgraph, sans-serif";
    pen.textBaseline = "alphabetic";
    pen.lineJoin = "round";
    const first = [hovered, chosen].filter(Boolean);
    const wanted = near ? nodes.length : Math.round(70 * Math.max(1, (scale / whole) ** 2));
    const order = [...first, ...nodes.slice(0, wanted).filter((node) => !first.includes(node) && (!near || near.has(node)))];
    const seen = order.filter((node) => { const [x, y] = spot(node); return shown(node) && x > -40 && y > -40 && x < width + 40 && y < height + 40; });
    const body = (node) => { const [x, y] = spot(node), r = size(node) * 0.8; return [x - r, y - r, x + r, y + r]; };
    const apart = (box, others) => others.every((other) => box[2] <= other[0] || other[2] <= box[0] || box[3] <= other[1] || other[3] <= box[1]);
    taken.push(...seen.slice(0, 25).map(body));
    const lesser = scale > 0.3 ? nodes.filter(shown).slice(0, 400).map(body) : [];
    for (const node of seen) {
      const text = short(name(node)), [x, y] = spot(node), r = size(node) + 4, wide = pen.measureText(text).width;
      for (const [left, base] of [[x + r, y + 5], [x - r - wide, y + 5], [x - wide / 2, y + r + 13], [x - wide / 2, y - r - 3],
        [x + r * 0.7, y - r * 0.7], [x + r * 0.7, y + r * 0.7 + 12], [x - r * 0.7 - wide, y - r * 0.7], [x - r * 0.7 - wide, y + r * 0.7 + 12]]) {
        const box = [left - 2, base - 14, left + wide + 2, base + 5];
        if (box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height || !free(box)) continue;
        if (node !== chosen && node !== hovered && !apart(box, lesser.filter((other) => other[0] !== body(node)[0]))) continue;
        taken.push(box);
        pen.strokeStyle = "#fff";
        pen.lineWidth = 4;
        pen.strokeText(text, left, base);
        pen.fillStyle = "#1a1a1a";
        pen.fillText(text, left, base);
        break;
      }
    }
  }

  function short(text) {
    const bare = text.replace(/(..)(股份有限公司|有限责任公司|有限公司)$/, "$1");
    return bare.length > 40 ? bare.slice(0, 39).replace(/\s+\S*$/, "") + "…" : bare;
  }

  function at(x, y) {
    let best = null, least = Infinity;
    for (const node of nodes) {
      if (!shown(node)) continue;
      const [u, v] = spot(node), away = Math.hypot(u - x, v - y) - size(node);
      if (away < 6 && away < least) { least = away; best = node; }
    }
    return best;
  }

  const count = (node) => node.edges.filter((edge) => shown(partner(edge, node))).length;
  const told = (node) => `${name(node)}\n${kindName(node.kind)}\n${many(node.amount, node.unit)}${words().and}${many(count(node), "partners")}`;

  function choose(node, move) {
    chosen = node;
    tell();
    if (node && move) center(node); else draw();
  }

  function tell() {
    facts.textContent = "";
    const head = document.createElement("h2"), line = document.createElement("p");
    if (!chosen) { line.textContent = words().hint; facts.append(line); return; }
    head.textContent = name(chosen);
    const other = tongue() === "en" ? chosen.zh : chosen.en;
    const extra = other && other !== name(chosen) ? `${other}\n` : "";
    line.style.whiteSpace = "pre-line";
    line.textContent = `${extra}${kindName(chosen.kind)}\n${many(chosen.amount, chosen.unit)}${words().and}${many(count(chosen), "partners")}`;
    const list = document.createElement("ul");
    const ordered = chosen.edges.filter((edge) => shown(partner(edge, chosen)))
      .sort((a, b) => b.weight - a.weight || partner(a, chosen).number - partner(b, chosen).number);
    for (const edge of ordered) {
      const item = document.createElement("li"), button = document.createElement("button"), to = partner(edge, chosen);
      const years = edge.first ? `${words().and}${edge.first === edge.last ? edge.first : `${edge.first}–${edge.last}`}${tongue() === "zh" ? " 年" : ""}` : "";
      button.type = "button";
      button.textContent = `${name(to)} (${data.shared[tongue() === "en" ? 1 : 0].replace("{n}", edge.weight)}${years})`;
      button.addEventListener("click", () => { choose(to, true); facts.querySelector("button")?.focus(); });
      item.append(button);
      list.append(item);
    }
    facts.append(head, line, list);
    facts.scrollTop = 0;
  }

  const pointers = new Map();
  let moved = 0, apart = 0;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    moved = 0;
    apart = 0;
    canvas.focus({ preventScroll: true });
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId), x = event.offsetX, y = event.offsetY;
    if (!before) {
      const node = at(x, y);
      if (node !== hovered) { hovered = node; draw(); }
      canvas.style.cursor = node ? "pointer" : "grab";
      if (node) tip.show(told(node), event.clientX, event.clientY); else tip.hide();
      return;
    }
    pointers.set(event.pointerId, [x, y]);
    moved += Math.abs(x - before[0]) + Math.abs(y - before[1]);
    if (pointers.size === 2) {
      const [one, other] = [...pointers.values()];
      const now = Math.hypot(one[0] - other[0], one[1] - other[1]);
      if (apart) zoom(now / apart, (one[0] + other[0]) / 2, (one[1] + other[1]) / 2);
      apart = now;
    } else if (moved > 4) {
      dx += x - before[0];
      dy += y - before[1];
      fitted = false;
      tip.hide();
      draw();
    }
  });
  const lift = (event) => {
    if (event.type === "pointerup" && moved <= 4 && pointers.size === 1) choose(at(event.offsetX, event.offsetY), false);
    pointers.delete(event.pointerId);
    apart = 0;
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("pointerleave", () => { hovered = null; tip.hide(); draw(); });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.offsetX, event.offsetY);
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (step) { dx += step[0]; dy += step[1]; fitted = false; draw(); }
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { list([]); hovered = null; tip.hide(); choose(null, false); }
    if (event.key === "/" && document.activeElement !== asked) { event.preventDefault(); asked.focus(); }
  });

  let hits = [], marked = 0;
  function list(next) {
    hits = next;
    marked = 0;
    found.textContent = "";
    asked.setAttribute("aria-expanded", String(hits.length > 0));
    hits.forEach((node, number) => {
      const item = document.createElement("li");
      item.id = `hit${number}`;
      item.setAttribute("role", "option");
      item.textContent = name(node);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(node); });
      found.append(item);
    });
    point();
  }
  function point() {
    [...found.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === marked)));
    if (hits.length) { asked.setAttribute("aria-activedescendant", `hit${marked}`); found.children[marked].scrollIntoView({ block: "nearest" }); }
    else asked.removeAttribute("aria-activedescendant");
  }
  function take(node) {
    list([]);
    asked.value = name(node);
    if (hidden.has(node.kind)) toggle(node.kind);
    choose(node, true);
  }
  function search() {
    const text = asked.value.trim().toLowerCase();
    list(text ? nodes.filter((node) => node.zh.toLowerCase().includes(text) || node.en.toLowerCase().includes(text)).slice(0, 12) : []);
    if (text && !hits.length) {
      const item = document.createElement("li");
      item.textContent = words().none;
      found.append(item);
    }
  }
  asked.addEventListener("input", search);
  asked.addEventListener("blur", () => list([]));
  asked.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && hits.length) take(hits[marked]);
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
      event.preventDefault();
      marked = (marked + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      point();
    }
  });

  const legend = document.getElementById("legend");
  function toggle(kind) {
    if (hidden.has(kind)) hidden.delete(kind); else hidden.add(kind);
    if (chosen && !shown(chosen)) chosen = null;
    key();
    tell();
    draw();
  }
  function key() {
    const focused = [...legend.children].indexOf(document.activeElement);
    legend.textContent = "";
    data.kinds.forEach(([, , colour, form], kind) => {
      const number = nodes.filter((node) => node.kind === kind).length;
      if (!number) return;
      const button = document.createElement("button"), mark = document.createElement("canvas");
      mark.width = mark.height = 36;
      mark.style.width = mark.style.height = "18px";
      const ink = mark.getContext("2d");
      shape(ink, form, 18, 18, 13);
      ink.fillStyle = colour;
      ink.fill();
      ink.lineWidth = 2;
      ink.strokeStyle = data.kinds[kind][4];
      ink.stroke();
      button.type = "button";
      button.setAttribute("aria-pressed", String(!hidden.has(kind)));
      button.append(mark, `${kindName(kind)} ${number}`);
      button.addEventListener("click", () => toggle(kind));
      legend.append(button);
    });
    legend.children[focused]?.focus();
  }

  document.getElementById("in").addEventListener("click", () => zoom(1.4));
  document.getElementById("out").addEventListener("click", () => zoom(1 / 1.4));
  document.getElementById("fit").addEventListener("click", fit);

  function speak() {
    for (const element of document.querySelectorAll("[data-zh][data-en]")) {
      const text = element.dataset[tongue()];
      element.setAttribute("aria-label", text);
      if (element === asked) element.placeholder = text;
    }
    key();
    tell();
    draw();
  }
  document.addEventListener("tcgraph-language", speak);

  new ResizeObserver(() => {
    const box = canvas.parentElement.getBoundingClientRect(), ratio = window.devicePixelRatio || 1;
    width = box.width;
    height = box.height;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    if (fitted) fit();
    paint(); // at once: a canvas that changes its size is empty until then
  }).observe(canvas.parentElement);
  speak();
  document.fonts.ready.then(draw);
})();
