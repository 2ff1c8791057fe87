// Opens another view in the same visit, once, because the server asks for it.
let answered = "";
export default function ({ data }) {
  if (data.turn === answered) return;
  answered = data.turn;
  window.hytedata.visit(data.href);
}
