// Play runs the years that the picture already holds; nothing is asked of the server.
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const year = parentElement.querySelector("output");
  const plot = () => document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
  button.textContent = data.label;
  year.textContent = data.period;
  button.hidden = !data.can_play;
  const follow = (frame) => {
    year.textContent = frame.name;
    if (frame.name !== data.last) return;
    button.disabled = false;
  };
  button.onclick = () => {
    const picture = plot();
    const start = picture?.querySelector(".updatemenu-button");
    if (!start) return;
    picture.removeAllListeners?.("plotly_animatingframe");
    picture.on("plotly_animatingframe", follow);
    button.disabled = true;
    start.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    // A reader may leave the page or change the choice while it plays.
    setTimeout(() => { button.disabled = false; }, data.milliseconds);
  };
  return () => { plot()?.removeAllListeners?.("plotly_animatingframe"); };
}
