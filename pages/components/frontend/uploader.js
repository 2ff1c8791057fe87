// Streamlit's uploader speaks English; here its few words are put into the reader's language wherever it writes them.
// Only what reads exactly as a known text is changed, and only within the uploader.
export default function ({ data }) {
  const translate = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode, words = data.words[node.nodeValue.trim()];
      if (words && words !== node.nodeValue) node.nodeValue = words;
    }
    for (const node of root.querySelectorAll("[aria-label]")) {
      const words = data.words[node.getAttribute("aria-label")];
      if (words) node.setAttribute("aria-label", words);
    }
  };
  const uploaders = () => document.querySelectorAll('[data-testid="stFileUploader"]');
  const all = () => uploaders().forEach(translate);
  const watch = new MutationObserver(all);
  const main = document.querySelector('[data-testid="stMain"]') ?? document.body;
  watch.observe(main, { childList: true, characterData: true, subtree: true });
  all();
  return () => watch.disconnect();
}
