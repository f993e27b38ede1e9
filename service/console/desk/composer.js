// Where an agent writes: an answer to the shopper, or a note that only the desk sees.

import { make } from "../dom.js";
import { icon } from "../icons.js";
import { cannedPicker } from "./canned.js";
import { createFinder } from "./finder.js";
import { drop, keep, recall } from "./kept.js";

const LIMIT = 4000;
const REPEAT = 3000;
const IDLE = 5000;

// answer(text, products), note(text) and typing(on) are called with what is written; a note answers whether it is kept.
export function createComposer({ answer, note, typing }) {
  let conversation = "";
  let answers = false;
  let texts = { answer: "", note: "" }; // apart, so that no private word is ever in the field of answers
  let mode = "note";
  let told = 0;
  let idle = 0;
  const finder = createFinder({ changed: save, leave: () => shut() });
  const canned = cannedPicker({ take: insert, leave: () => shut() });
  const drawer = make("div", { class: "drawer", hidden: true });
  const field = make("textarea", { rows: 2, maxlength: LIMIT, "aria-label": "Answer", input: write, keydown: press, blur: () => tell(false) });
  const send = make("button", { class: "primary" }, "Send");
  const state = make("p", { class: "state", role: "alert" });
  const way = (value, label) => make("label", {}, make("input", { type: "radio", name: "mode", value, change: turn }), make("span", {}, label));
  const ways = make("fieldset", { class: "ways" }, make("legend", { class: "hidden" }, "Who reads it"), way("answer", "Answer"), way("note", "Private note"));
  const extras = make(
    "div",
    { class: "extras" },
    make("button", { type: "button", class: "plain wide", title: "Canned answers ( / )", click: () => openCanned() }, icon("slash"), make("span", {}, "Canned")),
    make("button", { type: "button", class: "plain wide", title: "Find products (Alt+P)", click: () => openFinder() }, icon("box"), make("span", {}, "Products")),
  );
  const form = make("form", { class: "composer", "aria-label": "Write", submit: (event) => (event.preventDefault(), go()) }, drawer, make("div", { class: "above" }, ways, extras), finder.picked, field, send, state);

  const isNote = () => mode === "note";

  // To the way that is chosen; each has a text of its own.
  function turn() {
    texts[mode] = field.value;
    mode = form.elements.mode.value;
    field.value = texts[mode];
    dress();
    save();
  }

  function to(value) {
    form.elements.mode.value = value;
    turn();
  }

  function dress() {
    const noting = isNote();
    form.classList.toggle("noting", noting);
    field.setAttribute("aria-label", noting ? "Private note" : "Answer");
    field.placeholder = noting ? "Only the desk sees this" : "Write an answer";
    send.textContent = noting ? "Keep note" : "Send";
    extras.hidden = noting;
    finder.picked.hidden = noting || !finder.get().length;
    if (noting) shut(false), tell(false);
  }

  // Opens the writing of another conversation; without `mayAnswer` only notes can be written.
  function show(id, mayAnswer) {
    if (id === conversation && mayAnswer === answers) return;
    if (id !== conversation) tell(false), shut(false), (state.textContent = "");
    conversation = id;
    answers = mayAnswer;
    const draft = recall(`draft:${id}`, {});
    form.elements.mode[0].disabled = !mayAnswer;
    mode = form.elements.mode.value = mayAnswer && !draft.noting ? "answer" : "note";
    texts = { answer: draft.text || "", note: draft.note || "" };
    field.value = texts[mode];
    finder.set(draft.products || []);
    dress();
  }

  // Forgets what is written here; the draft of it is kept.
  function clear() {
    clearTimeout(idle);
    conversation = "";
    texts = { answer: "", note: "" };
    field.value = "";
    finder.set([]);
    shut(false);
  }

  function save() {
    if (!conversation) return;
    texts[mode] = field.value;
    const draft = { text: texts.answer, note: texts.note, products: finder.get(), noting: isNote() && answers };
    if (draft.text || draft.note || draft.products.length) keep(`draft:${conversation}`, draft);
    else drop(`draft:${conversation}`);
  }

  function write(event) {
    save();
    if (isNote()) return;
    tell(field.value !== "");
    clearTimeout(idle);
    idle = setTimeout(() => tell(false), IDLE);
    if (field.value === "/" && event.inputType === "insertText") openCanned();
  }

  function tell(on) {
    if (on ? Date.now() - told < REPEAT : !told) return;
    told = on ? Date.now() : 0;
    typing(conversation, on);
  }

  function press(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    go();
  }

  async function go() {
    const text = field.value.trim();
    const products = isNote() ? [] : finder.get();
    if (!text && !products.length) return field.focus();
    state.textContent = "";
    field.value = "";
    field.focus();
    if (isNote()) return keepNote(conversation, text);
    answer(conversation, text, products);
    finder.set([]);
    tell(false);
    save();
  }

  // The field is free at once; a note that was not kept comes back to where notes are written.
  async function keepNote(id, text) {
    const said = await note(id, text);
    if (id !== conversation) return said && keepDraft(id, text);
    if (said) {
      texts[mode] = field.value;
      texts.note = [text, texts.note].filter(Boolean).join("\n");
      field.value = texts[mode];
      state.textContent = `The note was not kept. ${said}`;
    }
    save();
  }

  function keepDraft(id, text) {
    const draft = recall(`draft:${id}`, {});
    keep(`draft:${id}`, { ...draft, note: text });
  }

  function openCanned() {
    if (isNote() || !answers) return;
    if (field.value === "/") field.value = "";
    drawer.replaceChildren(canned.frame);
    drawer.hidden = false;
    canned.start();
  }

  function openFinder() {
    if (!answers) return;
    if (isNote()) to("answer");
    drawer.replaceChildren(finder.frame);
    drawer.hidden = false;
    finder.start();
  }

  function shut(back = true) {
    drawer.hidden = true;
    drawer.replaceChildren();
    if (back) field.focus();
  }

  function insert(text) {
    shut();
    const apart = field.selectionStart > 0 && !/\s$/.test(field.value.slice(0, field.selectionStart));
    field.setRangeText(`${apart ? " " : ""}${text}`, field.selectionStart, field.selectionEnd, "end");
    save();
  }

  function swap() {
    if (!answers) return field.focus();
    to(isNote() ? "answer" : "note");
    field.focus();
  }

  // A message that was refused comes back to be written anew.
  function takeBack(item) {
    texts.answer = [item.text, isNote() ? texts.answer : field.value].filter(Boolean).join("\n");
    if (!isNote()) field.value = texts.answer;
    finder.set([...item.products, ...finder.get()].slice(0, 6));
    save();
    field.focus();
  }

  return { form, show, clear, focus: () => field.focus(), openCanned, openFinder, swap, takeBack };
}
