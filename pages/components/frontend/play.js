// Play runs the periods that the browser already holds (frames.js); nothing is asked of the server.
// The chart is Streamlit's own plotly picture.
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
  const showChosen = () => {
    const chosen = held().frames.find(([period]) => period === data.period);
    if (chosen) show(chosen);
  };
  const step = (position) => {
    if (!parentElement.isConnected || !picture()) return;
    if (position >= held().frames.length) { showChosen(); rest(); return; }
    show(held().frames[position]);
    state.timer = setTimeout(step, held().milliseconds, position + 1);
  };
  button.onclick = () => {
    if (state.timer) { rest(); showChosen(); return; }
    button.textContent = data.stop;
    step(0);
  };
  // Other periods have come, of another indicator or place: what was playing is over.
  const receive = () => {
    rest();
    button.hidden = held().frames.length < 2;
  };
  window.addEventListener("hytedata-frames", receive);
  receive();
  return () => {
    clearTimeout(state.timer);
    window.removeEventListener("hytedata-frames", receive);
  };
}
