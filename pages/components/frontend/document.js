// Manners of the whole page: its language for screen readers (Streamlit's own page says "en"), and its history.
//
// Streamlit shows the view that the address names whenever the reader goes back or forth; a link between views
// writes the address and lets it know in the same way, so that a view is one entry of the history. What is chosen
// within a view rewrites that entry: "back" always returns to the view before, as it was left.
//
// A reader who goes back before a view is drawn has left it when the server's words about it arrive. Streamlit would
// open that view once more; here what it says of another view is told nowhere, nor what follows until the reader acts.
const manners = () => {
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  let late = false;
  history.pushState = history.replaceState = (state, title, href) => {
    late ||= new URL(href ?? "", location.href).pathname !== location.pathname;
    if (!late) replace(state, title, href);
  };
  for (const act of ["pointerdown", "keydown"]) document.addEventListener(act, () => { late = false; }, true);
  const visit = (href) => {
    push({}, "", href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  };
  document.addEventListener("click", (event) => {
    const link = event.composedPath().find((node) => node.matches?.("a[data-view]"));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    visit(link.getAttribute("href"));
  });
  return { visit };
};
const WIDTHS = [["phone", matchMedia("(max-width: 640px)")], ["tablet", matchMedia("(max-width: 1100px)")]];
const screen = () => WIDTHS.find(([, query]) => query.matches)?.[0] ?? "desk";
export default function ({ data, setStateValue }) {
  window.hytedata ??= manners();
  document.documentElement.lang = data.language;
  // The server draws for a desk until it hears otherwise.
  const tell = () => { if (screen() !== data.screen) setStateValue("screen", screen()); };
  tell();
  for (const [, query] of WIDTHS) query.addEventListener("change", tell);
  return () => { for (const [, query] of WIDTHS) query.removeEventListener("change", tell); };
}
