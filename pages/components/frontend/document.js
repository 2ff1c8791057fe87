// The page's language for screen readers: Streamlit's own page says "en".
export default function ({ data }) {
  document.documentElement.lang = data.language;
}
