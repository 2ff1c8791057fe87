// Links to the chart's picture and data, and a button that copies the view's address.
export default function ({ data, parentElement }) {
  const row = parentElement.querySelector(".row");
  const links = data.links.map(([text, href, label]) => {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = text;
    link.setAttribute("aria-label", label);
    link.setAttribute("download", "");
    return link;
  });
  const copy = document.createElement("button"), said = document.createElement("span");
  copy.type = "button";
  copy.textContent = data.copy;
  said.setAttribute("role", "status");
  copy.onclick = async () => {
    await navigator.clipboard?.writeText(window.location.href).catch(() => {});
    said.textContent = data.copied;
  };
  row.setAttribute("aria-label", data.label);
  row.replaceChildren(...links, copy, said);
}
