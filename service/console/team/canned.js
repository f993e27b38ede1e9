// The canned answers: add, change, delete.

import { put, remove } from "../api.js";
import { dialog, field } from "../dialog.js";
import { make } from "../dom.js";
import { press, replace, table } from "./table.js";

const COLUMNS = [["shortcut", "Shortcut"], ["words", "Text"], ["do", "Change"]];
const path = (shortcut) => `/v1/desk/canned/${encodeURIComponent(shortcut)}`;

export function drawCanned(frame, answers, changed) {
  const rows = answers.map((answer) => row(answer, changed));
  const none = "No canned answers yet. What is written again and again belongs here.";
  replace(frame, table({ id: "canned", title: "Canned answers", add: "Add an answer", press: () => edit(null, answers, changed), columns: COLUMNS, rows, none }));
}

function row(answer, changed) {
  const { shortcut, text } = answer;
  return make(
    "tr",
    { class: "line" },
    make("th", { scope: "row", class: "shortcut" }, `/${shortcut}`),
    make("td", { class: "words" }, text),
    make("td", { class: "do" }, press("Change", `/${shortcut}`, () => edit(answer, [], changed)), press("Delete", `/${shortcut}`, () => ask(shortcut, changed))),
  );
}

function edit(answer, others, changed) {
  const shortcut = make("input", { name: "shortcut", required: true, maxlength: 40, pattern: "[a-z0-9_\\-]+", title: "Small letters, digits, - and _", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
  const text = make("textarea", { name: "text", rows: 5, required: true, maxlength: 4000 }, answer?.text);
  dialog({
    title: answer ? `Change /${answer.shortcut}` : "Add a canned answer",
    content: [!answer && field("Shortcut", shortcut, "One word, such as “returns”: agents type /returns."), field("Text", text)],
    confirm: "Save",
    async submit(said) {
      const name = answer?.shortcut ?? said.shortcut;
      if (others.some((other) => other.shortcut === name)) return `There is /${name} already. Change that one, or choose another word.`;
      await put(path(name), { text: said.text.trim() });
      await changed(`/${name} was saved`);
    },
  });
}

function ask(shortcut, changed) {
  dialog({
    title: `Delete /${shortcut}?`,
    content: make("p", { class: "sub" }, "Nobody can use it from then on. What was sent with it stays."),
    confirm: "Delete",
    danger: true,
    async submit() {
      await remove(path(shortcut));
      await changed(`/${shortcut} was deleted`);
    },
  });
}
