// Play runs the periods that the browser already holds (frames.js); nothing is asked of the server.
// The chart is Streamlit's own plotly picture: it waits for it, fits the view, and moves its frames.
const state = { timer: 0 };
const held = () => window.hytedataFrames ?? { frames: [] };
const picture = () => document.querySelector(`.st-key-${held().chart} .js-plotly-plot`);
const STILL = { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: true } };
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const year = parentElement.querySelector("output");
  const rest = () => {
    clearTimeout(state.timer);
    state.timer = 0;
    button.textContent = data.play;
    year.textContent = data.period;
  };
  const show = ([period, classes]) => {
    window.Plotly.animate(picture(), { data: [{ z: classes }], traces: [0] }, STILL).catch(() => {});
    year.textContent = period;
  };
  const showChosen = () => show(held().frames.find(([period]) => period === data.period));
  const step = (position) => {
    if (!parentElement.isConnected || !picture()) return;
    if (position === held().frames.length) { showChosen(); rest(); return; }
    show(held().frames[position]);
    state.timer = setTimeout(step, held().milliseconds, position + 1);
  };
  button.onclick = () => {
    if (state.timer) { rest(); showChosen(); return; }
    button.textContent = data.stop;
    step(0);
  };
  // A phone's map is narrower than the one the server reckons with.
  const fit = (tries) => {
    const map = picture()?._fullLayout?.map?._subplot?.map;
    const { bounds } = held();
    if (!map && tries) return void setTimeout(fit, 200, tries - 1);
    const place = String(bounds);
    if (!map || !bounds || map.hytedata_fits === place) return;
    const [west, south, east, north] = bounds;
    map.hytedata_fits = place;
    map.fitBounds([[west, south], [east, north]], { padding: 12, animate: false });
  };
  const receive = () => {
    button.hidden = held().frames.length < 2;
    fit(50);
  };
  window.addEventListener("hytedata-frames", receive);
  rest();
  receive();
  return () => {
    clearTimeout(state.timer);
    window.removeEventListener("hytedata-frames", receive);
  };
}
