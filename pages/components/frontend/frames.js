// Every period of the map, for Play: [period, one letter an area]. Nothing of it is seen.
export default function ({ data }) {
  const classes = (text) => [...text].map((letter) => data.letters.indexOf(letter) + data.first);
  const held = { ...data, frames: data.frames.map(([period, text]) => [period, classes(text)]) };
  window.hytedataFrames = held;
  window.dispatchEvent(new Event("hytedata-frames"));
  return () => { if (window.hytedataFrames === held) window.hytedataFrames = undefined; };
}
