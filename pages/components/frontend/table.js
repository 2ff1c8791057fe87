// An accessible table from data: sortable heads, links that keep the session, small lines. Text only, never markup.
const element = (name, attributes = {}, text) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== null) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
};
const svg = (name, attributes) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};
const line = (points, label) => {
  const picture = svg("svg", { viewBox: "0 0 100 26", class: "line", role: "img", "aria-label": label, preserveAspectRatio: "none" });
  const known = points.filter((y) => y !== null);
  const low = Math.min(...known), high = Math.max(...known), span = high - low || 1;
  const place = (y, i) => [points.length > 1 ? 3 + (94 * i) / (points.length - 1) : 50, 22 - (18 * (y - low)) / span];
  let path = "", pen = false;
  points.forEach((y, i) => {
    if (y === null) { pen = false; return; }
    path += (pen ? "L" : "M") + place(y, i).map((n) => n.toFixed(1)).join(" ");
    pen = true;
  });
  picture.append(svg("path", { d: path, fill: "none", stroke: "currentColor", "stroke-width": 2, "vector-effect": "non-scaling-stroke", "stroke-linecap": "round" }));
  return picture;
};
// Lowest to highest of the peers, their middle half, the benchmark as an upright line, the area as a dot; all 0–1.
const spine = ({ low, q1, q3, high, area, benchmark, tone }, label, tones) => {
  const picture = svg("svg", { viewBox: "0 0 200 22", class: "spine", role: "img", "aria-label": label });
  const bar = (from, to, shade) => svg("rect", { x: 7 + 186 * from, width: Math.max(186 * (to - from), 1), y: 6, height: 10, fill: shade });
  picture.append(bar(low, high, "#e1e6eb"), bar(q1, q3, "#b6c2cd"));
  if (benchmark !== null) picture.append(svg("line", { x1: 7 + 186 * benchmark, x2: 7 + 186 * benchmark, y1: 1, y2: 21, stroke: "#4a4a4a", "stroke-width": 2 }));
  picture.append(svg("circle", { cx: 7 + 186 * area, cy: 11, r: 5.5, fill: tones[tone]?.[0] ?? "#fff", stroke: "#1c2733", "stroke-width": 1.3 }));
  return picture;
};
const fill = (cell, content, column, tones) => {
  if (content === null || typeof content !== "object") { cell.textContent = content ?? ""; return; }
  if (content.points) { cell.append(line(content.points, content.text)); return; }
  if (content.spine) { cell.append(spine(content.spine, content.text, tones)); return; }
  const [colour, ink, sign, words] = tones[content.tone] ?? [];
  if (colour) { cell.style.background = colour; cell.style.color = ink; cell.classList.add("toned"); }
  const href = content.ref ? column.href + content.ref : content.href;
  if (sign) cell.append(element("b", { "aria-hidden": "true" }, sign));
  cell.append(element(href ? "a" : "span", { href, "data-view": href && "", lang: content.lang }, content.text));
  if (words) cell.append(element("span", { class: "hidden" }, words));
  if (content.note) cell.append(element("small", {}, content.note));
};
const key = (content) => (content !== null && typeof content === "object" ? content.sort ?? content.text ?? "" : content ?? "");
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root");
  const table = element("table");
  table.append(element("caption", { class: data.hide_caption ? "hidden" : "" }, data.caption));
  const head = element("tr"), groups = data.groups.length ? data.groups : [[null, data.rows.length]];
  let from = 0;
  const bodies = groups.map(([title, number]) => {
    const rows = data.rows.slice(from, from += number);
    return { title, rows, body: element("tbody") };
  });
  const heading = (title) => {
    const row = element("tr", { class: "group" });
    row.append(element("th", { scope: "rowgroup", colspan: data.columns.length }, title));
    return row;
  };
  const draw = (order) => bodies.forEach(({ title, rows, body }) => body.replaceChildren(...(title ? [heading(title)] : []), ...order(rows).map((cells) => {
    const row = element("tr");
    cells.forEach((content, i) => {
      const column = data.columns[i];
      const cell = element(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: column.kind });
      if (i > 0) cell.dataset.label = column.title;
      fill(cell, content, column, data.tones);
      row.append(cell);
    });
    return row;
  })));
  data.columns.forEach((column, i) => {
    const cell = element("th", { scope: "col", class: column.kind });
    cell.style.width = column.width;
    if (!data.sortable || ["line", "spine"].includes(column.kind)) cell.textContent = column.title;
    else {
      const button = element("button", { type: "button" }, column.title);
      button.addEventListener("click", () => {
        const down = cell.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        head.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
        cell.setAttribute("aria-sort", down === 1 ? "ascending" : "descending");
        const number = column.kind === "number";
        draw((rows) => [...rows].sort((a, b) => {
          const [x, y] = [key(a[i]), key(b[i])];
          if (number) return down * ((x === "" ? -Infinity : x) - (y === "" ? -Infinity : y));
          return down * String(x).localeCompare(String(y), data.language);
        }));
      });
      cell.append(button);
    }
    head.append(cell);
  });
  const thead = element("thead");
  thead.append(head);
  draw((rows) => rows);
  table.append(thead, ...bodies.map(({ body }) => body));
  const aligned = data.columns.some((column) => column.width);
  root.className = ["root", data.stacked && "stacked", aligned && "aligned", data.heat && "heat", data.strip && "strip"].filter(Boolean).join(" ");
  root.setAttribute("aria-label", data.caption);
  root.replaceChildren(table);
  if (data.strip) root.scrollLeft = root.scrollWidth;
}
