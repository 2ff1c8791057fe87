// window.benchSettled: milliseconds from now until the script has finished and the map, with new data, is idle.
(() => {
  const STILL = 300, PATIENCE = 120000;
  const picture = () => document.querySelector(".js-plotly-plot .maplibregl-map")?.closest(".js-plotly-plot");
  const values = () => picture()?._fullData?.find((trace) => trace.type === "choroplethmap")?.z;
  const before = values(), start = performance.now();
  const settled = () => {
    const map = picture()?._fullLayout?.map?._subplot?.map;
    const script = document.querySelector(".stApp")?.dataset.testScriptState;
    const shown = values();
    return script === "notRunning" && shown && shown !== before && map?.loaded() && !map.isMoving();
  };
  window.benchSettled = new Promise((done, failed) => {
    let since = 0;
    const look = () => {
      const now = performance.now();
      if (!settled()) since = 0;
      else if (!since) since = now;
      if (since && now - since > STILL) done(since - start);
      else if (now - start > PATIENCE) failed(new Error("the map did not change"));
      else requestAnimationFrame(look);
    };
    look();
  });
})();
