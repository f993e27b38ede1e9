// Everything the desk does by keyboard. Letters go with Alt, so that none of them is typed by mistake.

import { dialog } from "../dialog.js";
import { make } from "../dom.js";

const ALT = [
  ["T", "take", "Take or join the conversation"],
  ["M", "transfer", "Hand it on to a team"],
  ["B", "return", "Give it back to the bot"],
  ["X", "close", "Close it"],
  ["C", "write", "Go to the writing field"],
  ["N", "note", "Change between answer and private note"],
  ["A", "canned", "Canned answers"],
  ["P", "products", "Find products to send"],
  ["J", "next", "Next conversation"],
  ["K", "previous", "Previous conversation"],
  ["L", "lists", "Go to the lists"],
  ["I", "about", "Go to what is known about the shopper"],
  ["H", "help", "This help"],
];
const OTHERS = [
  ["Enter", "Send"],
  ["Shift+Enter", "New line"],
  ["/", "Canned answers, in an empty field"],
  ["↑ ↓", "From row to row in the lists"],
];

// does: what to call by the names above.
export function listen(does) {
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const found = ALT.find(([letter]) => event.code === `Key${letter}`);
    if (!found || document.querySelector("#page").hidden) return;
    event.preventDefault();
    does[found[1]]();
  });
}

export function help() {
  const row = ([keys, said]) => make("div", {}, make("dt", {}, make("kbd", {}, keys)), make("dd", {}, said));
  dialog({
    title: "Keyboard shortcuts",
    content: make("dl", { class: "key-list" }, OTHERS.map(row), ALT.map(([letter, , said]) => row([`Alt+${letter}`, said]))),
  });
}
