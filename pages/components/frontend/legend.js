// The map's legend in HTML: a list of colours and words.
export default function ({ data, parentElement }) {
  const list = parentElement.querySelector("ul");
  list.setAttribute("aria-label", data.label);
  list.replaceChildren(...data.entries.map(([colour, text]) => {
    const item = document.createElement("li"), swatch = document.createElement("span");
    swatch.style.background = colour;
    item.append(swatch, text);
    return item;
  }));
}
