// Canned answers, found by their shortcut or their words.

import { get } from "../api.js";
import { make } from "../dom.js";
import { combobox } from "./combobox.js";

export function cannedPicker({ take, leave }) {
  let answers = null;

  async function find(text) {
    answers ??= (await get("/v1/desk/canned")).canned;
    const words = text.replace(/^\//, "").toLowerCase();
    const begins = ({ shortcut }) => shortcut.toLowerCase().startsWith(words);
    const holds = ({ shortcut, text: said }) => `${shortcut} ${said}`.toLowerCase().includes(words);
    return [...answers.filter(begins), ...answers.filter((one) => !begins(one) && holds(one))];
  }

  const picker = combobox({
    label: "Canned answers",
    placeholder: "Shortcut or words",
    find,
    draw: ({ shortcut, text }) => [make("span", { class: "shortcut" }, `/${shortcut}`), make("span", { class: "title" }, text)],
    take: ({ text }) => take(text),
    leave,
    none: (text) => (text ? "No canned answer fits." : "There are no canned answers yet; an admin adds them under Team."),
  });
  const start = () => {
    answers = null; // an admin may have changed them
    picker.start();
  };
  return { frame: picker.frame, start };
}
