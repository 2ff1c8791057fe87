// The way to each view. A link carries the choices that the address states when the reader comes to it.
export default function ({ data, parentElement }) {
  const nav = parentElement.querySelector("nav");
  const carry = (link, href) => {
    const address = new URL(href, location.origin);
    const stated = new URLSearchParams(location.search);
    // A name that ends in "_" stands for all that begin with it.
    const carries = (name) => data.carried.some((each) => name === each || (each.endsWith("_") && name.startsWith(each)));
    for (const [name, value] of stated) if (carries(name)) address.searchParams.set(name, value);
    link.setAttribute("href", address.pathname + address.search);
  };
  nav.setAttribute("aria-label", data.label);
  nav.className = data.links.some(({ here }) => here) ? "" : "plain";
  nav.querySelector("ul").replaceChildren(...data.links.map(({ text, href, here }) => {
    const item = document.createElement("li"), link = document.createElement("a");
    link.textContent = text;
    link.dataset.view = "";
    if (here) link.setAttribute("aria-current", "page");
    // In the capturing phase, before the page follows the link.
    for (const come of ["pointerover", "focus", "click"]) link.addEventListener(come, () => carry(link, href), true);
    carry(link, href);
    item.append(link);
    return item;
  }));
}
