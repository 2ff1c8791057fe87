// Play runs the years that the picture already holds; nothing is asked of the server.
// The chart is Streamlit's own plotly picture: it waits for it, fits the view, and moves its frames.
const state = { timer: 0 };
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const year = parentElement.querySelector("output");
  const picture = () => document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
  const rest = () => {
    clearTimeout(state.timer);
    state.timer = 0;
    button.textContent = data.play;
    year.textContent = data.period;
  };
  const show = (period) => {
    const frame = { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: true } };
    window.Plotly.animate(picture(), [period], frame).catch(() => {});
    year.textContent = period;
  };
  const step = (position) => {
    if (!parentElement.isConnected || !picture()) return;
    if (position === data.periods.length) { show(data.period); rest(); return; }
    show(data.periods[position]);
    state.timer = setTimeout(step, data.milliseconds, position + 1);
  };
  button.onclick = () => {
    if (state.timer) { rest(); show(data.period); return; }
    button.textContent = data.stop;
    step(0);
  };
  button.hidden = data.periods.length < 2;
  rest();
  // A phone's map is narrower than the one the server reckons with.
  const fit = (tries) => {
    const map = picture()?._fullLayout?.map?._subplot?.map;
    if (!map && tries) return void setTimeout(fit, 200, tries - 1);
    const place = String(data.bounds);
    if (!map || !data.bounds || map.hytedata_fits === place) return;
    const [west, south, east, north] = data.bounds;
    map.hytedata_fits = place;
    map.fitBounds([[west, south], [east, north]], { padding: 12, animate: false });
  };
  fit(50);
  return () => clearTimeout(state.timer);
}
