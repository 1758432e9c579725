// Draws the connections that the table lists, on the bundled atlas. The table is the only source: a row with data-ends
// becomes an arc, and pointing at either shows the other. Without this file the table stands by itself.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const figure = document.querySelector("[data-map]");
  const rows = [...document.querySelectorAll("tr[data-ends]")];
  if (!figure || !window.d3 || !window.topojson) return;
  const svg = figure.querySelector("svg");
  const said = figure.querySelector("[data-said]");
  const silent = said.textContent;
  const ways = rows.map((row) => ({
    row,
    ends: JSON.parse(row.dataset.ends),
    state: row.dataset.state,
    weight: Number(row.dataset.weight || 1),
    link: row.querySelector("a"),
    label: row.dataset.label,
  }));
  const view = { k: 1, x: 0, y: 0, width: 0, height: 0 };
  let atlas = null;
  let world = null;
  let places = [];

  function element(name, attributes, parent) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (parent) parent.append(made);
    return made;
  }

  // The widest stretch without a place goes to the edge, so that no arc has to run round the world.
  function middle(longitudes) {
    const sorted = [...new Set(longitudes)].sort((a, b) => a - b);
    let [best, start] = [-1, 0];
    sorted.forEach((from, at) => {
      const gap = (at + 1 < sorted.length ? sorted[at + 1] : sorted[0] + 360) - from;
      if (gap > best) [best, start] = [gap, from + gap / 2];
    });
    return start + 180;
  }

  function projection(width, height) {
    const points = ways.flatMap((way) => way.ends.map(([x, y]) => [x, y]));
    if (!points.length) points.push([20, 62], [110, 62], [60, 38]);
    const centre = middle(points.map(([x]) => x));
    const mean = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
    const far = Math.max(...points.map((point) => d3.geoDistance(point, [centre, mean])));
    const made = far < 1.1
      ? d3.geoAzimuthalEqualArea().rotate([-centre, -mean])
      : d3.geoEqualEarth().rotate([-centre, 0]);
    const edge = Math.min(70, width * 0.1);
    made.fitExtent([[edge, 34], [width - edge, height - 34]], { type: "MultiPoint", coordinates: points });
    const most = Math.min(width, height) * 2.6;
    if (made.scale() > most) made.scale(most).translate([0, 0]).translate(centred(made, [centre, mean], width, height));
    return made;
  }

  function centred(made, point, width, height) {
    const [x, y] = made(point);
    return [width / 2 - x, height / 2 - y];
  }

  function arc([x1, y1], [x2, y2], bend) {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const side = dx < 0 ? -1 : 1;
    const [cx, cy] = [(x1 + x2) / 2 + dy * bend * side, (y1 + y2) / 2 - dx * bend * side];
    return `M${x1.toFixed(1)},${y1.toFixed(1)}Q${cx.toFixed(1)},${cy.toFixed(1)} ${x2.toFixed(1)},${y2.toFixed(1)}`;
  }

  function draw() {
    view.width = figure.clientWidth;
    view.height = Math.round(Math.min(Math.max(view.width * 0.66, 280), 640));
    if (!view.width) return;
    const had = ways.findIndex((way) => way.anchor && way.anchor === document.activeElement);
    const made = projection(view.width, view.height);
    made.clipExtent([[-view.width, -view.height], [2 * view.width, 2 * view.height]]);
    const path = d3.geoPath(made);
    svg.replaceChildren();
    svg.setAttribute("width", view.width);
    svg.setAttribute("height", view.height);
    element("path", { class: "sea-line", d: path(d3.geoGraticule10()) || "" }, svg);
    if (world) {
      element("path", { class: "land", d: path(world.land) || "" }, svg);
      element("path", { class: "border", d: path(world.borders) || "" }, svg);
    }
    drawWays(made);
    drawPlaces(made);
    [view.k, view.x, view.y] = [1, view.width / 2, view.height / 2];
    frame();
    if (had >= 0) ways[had].anchor.focus();
  }

  function drawWays(made) {
    const group = element("g", { class: "ways" }, svg);
    const beside = new Map();
    const most = Math.max(1, ...ways.map((way) => way.weight));
    for (const way of ways) {
      const [from, ...others] = way.ends;
      way.anchor = element("a", { class: `way ${way.state}`, "aria-label": way.label, tabindex: "-1" }, group);
      if (way.link) way.anchor.setAttribute("href", way.link.getAttribute("href"));
      for (const to of others) {
        const key = [from, to].map(([x, y]) => `${x} ${y}`).sort().join("|");
        const times = beside.get(key) || 0;
        beside.set(key, times + 1);
        const line = arc(made(from), made(to), 0.16 + 0.1 * times);
        element("path", { class: "reach", d: line }, way.anchor);
        const width = way.state === "partner" ? 1 + 4 * Math.sqrt(way.weight / most) : 2;
        element("path", { class: "line", d: line, "stroke-width": width.toFixed(1) }, way.anchor);
      }
      listen(way);
    }
    const first = ways.find((way) => way.anchor);
    if (first) first.anchor.setAttribute("tabindex", "0");
  }

  function drawPlaces(made) {
    const group = element("g", { class: "places", "aria-hidden": "true" }, svg);
    const found = new Map();
    for (const way of ways) {
      for (const [x, y, name] of way.ends) {
        const key = `${x} ${y}`;
        if (!found.has(key)) found.set(key, { name, at: made([x, y]), weight: 0, pull: [0, 0] });
        found.get(key).weight += way.weight;
      }
      for (const [from, to] of way.ends.flatMap((one) => way.ends.filter((end) => end !== one).map((end) => [one, end]))) {
        const place = found.get(`${from[0]} ${from[1]}`);
        const [dx, dy] = made(to.slice(0, 2)).map((value, at) => value - place.at[at]);
        const far = Math.hypot(dx, dy) || 1;
        place.pull = [place.pull[0] + dx / far, place.pull[1] + dy / far];
      }
    }
    places = [...found.values()].sort((one, other) => other.weight - one.weight);
    for (const place of places) {
      place.dot = element("circle", { cx: place.at[0].toFixed(1), cy: place.at[1].toFixed(1), class: "place" }, group);
      place.text = element("text", { class: "name" }, group);
      place.text.textContent = place.name;
    }
  }

  // How much a side looks to where the lines of a place go: its name stands on the other one.
  function against([x, y], [dx, dy]) {
    return Math.round((x * dx + y * dy) * 2);
  }

  // Shows the part of the drawing that is zoomed to; dots and names keep their size, names that would overlap give way.
  function frame() {
    const [width, height] = [view.width / view.k, view.height / view.k];
    view.x = Math.min(Math.max(view.x, width / 2 - view.width / 3), view.width * 4 / 3 - width / 2);
    view.y = Math.min(Math.max(view.y, height / 2 - view.height / 3), view.height * 4 / 3 - height / 2);
    const [left, top] = [view.x - width / 2, view.y - height / 2];
    svg.setAttribute("viewBox", `${left.toFixed(2)} ${top.toFixed(2)} ${width.toFixed(2)} ${height.toFixed(2)}`);
    const size = 12.5 / view.k;
    const spot = 4 / view.k;
    const taken = places.map(({ at: [x, y] }) => [x - spot, y - spot, x + spot, y + spot]);
    taken.push([left, top, left + 52 / view.k, top + 116 / view.k]);
    for (const place of places) {
      const [x, y] = place.at;
      place.dot.setAttribute("r", (3.2 / view.k).toFixed(2));
      place.text.setAttribute("font-size", size.toFixed(2));
      const wide = place.name.length * size * 0.56;
      const spots = [
        [x + 6 / view.k, y + size * 0.34, "start", x + 6 / view.k, [1, 0]],
        [x - 6 / view.k, y + size * 0.34, "end", x - 6 / view.k - wide, [-1, 0]],
        [x, y + size * 1.35, "middle", x - wide / 2, [0, 1]],
        [x, y - size * 0.7, "middle", x - wide / 2, [0, -1]],
      ].sort((one, other) => against(one[4], place.pull) - against(other[4], place.pull));
      const free = spots.find(([, base, , start]) => {
        const box = [start, base - size, start + wide, base + size * 0.3];
        const inside = box[0] >= left && box[2] <= left + width && box[1] >= top && box[3] <= top + height;
        return inside && taken.every((one) => box[2] < one[0] || box[0] > one[2] || box[3] < one[1] || box[1] > one[3]);
      });
      place.text.toggleAttribute("hidden", !free);
      place.text.setAttribute("visibility", free ? "visible" : "hidden");
      if (!free) continue;
      const [at, base, side, start] = free;
      place.text.setAttribute("x", at.toFixed(2));
      place.text.setAttribute("y", base.toFixed(2));
      place.text.setAttribute("text-anchor", side);
      taken.push([start, base - size, start + wide, base + size * 0.3]);
    }
  }

  function show(way, on) {
    way.anchor.classList.toggle("is-on", on);
    way.row.classList.toggle("is-on", on);
    said.textContent = on ? way.label : silent;
  }

  function listen(way) {
    way.anchor.addEventListener("pointerenter", () => show(way, true));
    way.anchor.addEventListener("pointerleave", () => show(way, false));
    way.anchor.addEventListener("focus", () => {
      for (const other of ways) other.anchor.setAttribute("tabindex", other === way ? "0" : "-1");
      show(way, true);
      reveal(way);
    });
    way.anchor.addEventListener("blur", () => show(way, false));
  }

  // Brings a way into the part that is shown.
  function reveal(way) {
    if (view.k === 1) return;
    const box = way.anchor.getBBox();
    [view.x, view.y] = [box.x + box.width / 2, box.y + box.height / 2];
    frame();
  }

  function zoom(by, at) {
    const k = Math.min(Math.max(view.k * by, 1), 16);
    if (at) {
      view.x = at[0] + (view.x - at[0]) * view.k / k;
      view.y = at[1] + (view.y - at[1]) * view.k / k;
    }
    view.k = k;
    if (k === 1) [view.x, view.y] = [view.width / 2, view.height / 2];
    frame();
  }

  function step(by) {
    const at = ways.findIndex((way) => way.anchor === document.activeElement);
    if (!ways.length) return;
    ways[(at + by + ways.length) % ways.length].anchor.focus();
  }

  const KEYS = {
    ArrowRight: () => step(1), ArrowDown: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1),
    Home: () => ways[0].anchor.focus(), End: () => ways[ways.length - 1].anchor.focus(),
    "+": () => zoom(1.6), "=": () => zoom(1.6), "-": () => zoom(1 / 1.6), 0: () => zoom(0),
  };
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key] || !ways.length) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  });
  for (const button of figure.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
  }

  let held = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0 && view.k > 1) {
      held = { x: event.clientX, y: event.clientY, from: [view.x, view.y], moved: false };
    }
  });
  window.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    held.moved = held.moved || Math.hypot(dx, dy) > 4;
    [view.x, view.y] = [held.from[0] - dx / view.k, held.from[1] - dy / view.k];
    if (held.moved) frame();
  });
  window.addEventListener("pointerup", () => {
    if (held && held.moved) svg.addEventListener("click", (event) => event.preventDefault(), { once: true, capture: true });
    held = null;
  });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = svg.getBoundingClientRect();
    const share = [(event.clientX - box.left) / box.width - 0.5, (event.clientY - box.top) / box.height - 0.5];
    const at = [view.x + share[0] * view.width / view.k, view.y + share[1] * view.height / view.k];
    zoom(event.deltaY < 0 ? 1.25 : 0.8, at);
  }, { passive: false });

  for (const way of ways) {
    way.row.addEventListener("pointerenter", () => way.anchor && show(way, true));
    way.row.addEventListener("pointerleave", () => way.anchor && show(way, false));
    way.row.addEventListener("focusin", () => way.anchor && show(way, true));
    way.row.addEventListener("focusout", () => way.anchor && show(way, false));
  }

  figure.hidden = false;
  draw();
  let last = view.width;
  new ResizeObserver(() => {
    if (Math.abs(figure.clientWidth - last) > 2) {
      last = figure.clientWidth;
      draw();
    }
  }).observe(figure);
  fetch(figure.dataset.map).then((answer) => answer.json()).then((found) => {
    atlas = found;
    world = {
      land: topojson.feature(atlas, atlas.objects.land),
      borders: topojson.mesh(atlas, atlas.objects.countries, (one, other) => one !== other),
    };
    draw();
    figure.dataset.ready = "";
  });
})();
