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
  let told = 0;
  let idle = 0;
  const finder = createFinder({ changed: save, leave: () => shut() });
  const canned = cannedPicker({ take: insert, leave: () => shut() });
  const drawer = make("div", { class: "drawer", hidden: true });
  const field = make("textarea", { rows: 2, maxlength: LIMIT, "aria-label": "Answer", input: write, keydown: press, blur: () => tell(false) });
  const send = make("button", { class: "primary" }, "Send");
  const state = make("p", { class: "state", role: "alert" });
  const mode = (value, label) => make("label", {}, make("input", { type: "radio", name: "mode", value, change: dress }), make("span", {}, label));
  const ways = make("fieldset", { class: "ways" }, make("legend", { class: "hidden" }, "Who reads it"), mode("answer", "Answer"), mode("note", "Private note"));
  const extras = make(
    "div",
    { class: "extras" },
    make("button", { type: "button", class: "plain wide", title: "Canned answers ( / )", click: () => openCanned() }, icon("slash"), make("span", {}, "Canned")),
    make("button", { type: "button", class: "plain wide", title: "Find products (Alt+P)", click: () => openFinder() }, icon("box"), make("span", {}, "Products")),
  );
  const form = make("form", { class: "composer", "aria-label": "Write", submit: (event) => (event.preventDefault(), go()) }, drawer, make("div", { class: "above" }, ways, extras), finder.picked, field, send, state);

  const isNote = () => form.elements.mode.value === "note";

  function dress() {
    const noting = isNote();
    form.classList.toggle("noting", noting);
    field.setAttribute("aria-label", noting ? "Private note" : "Answer");
    field.placeholder = noting ? "Only the desk sees this" : "Write an answer";
    send.textContent = noting ? "Keep note" : "Send";
    extras.hidden = noting;
    finder.picked.hidden = noting || !finder.get().length;
    if (noting) shut(false), tell(false);
    save();
  }

  // Opens the writing of another conversation; without `mayAnswer` only notes can be written.
  function show(id, mayAnswer) {
    if (id === conversation && mayAnswer === answers) return;
    if (id !== conversation) tell(false), shut(false), (state.textContent = "");
    conversation = id;
    answers = mayAnswer;
    const draft = recall(`draft:${id}`, {});
    form.elements.mode[0].disabled = !mayAnswer;
    form.elements.mode.value = mayAnswer && !draft.note ? "answer" : "note";
    field.value = draft.text || "";
    finder.set(draft.products || []);
    dress();
  }

  // Forgets what is written here; the draft of it is kept.
  function clear() {
    clearTimeout(idle);
    conversation = "";
    field.value = "";
    finder.set([]);
    shut(false);
  }

  function save() {
    if (!conversation) return;
    const draft = { text: field.value, products: finder.get(), note: isNote() && answers };
    if (draft.text || draft.products.length) keep(`draft:${conversation}`, draft);
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
    if (!isNote()) {
      answer(conversation, text, products);
      finder.set([]);
      tell(false);
    } else if (!(await kept(text))) return;
    field.value = "";
    save();
    field.focus();
  }

  async function kept(text) {
    send.disabled = true;
    const said = await note(conversation, text);
    send.disabled = false;
    state.textContent = said;
    return !said;
  }

  function openCanned() {
    if (isNote()) return;
    if (field.value === "/") field.value = "";
    drawer.replaceChildren(canned.frame);
    drawer.hidden = false;
    canned.start();
  }

  function openFinder() {
    if (!answers) return;
    if (isNote()) (form.elements.mode.value = "answer"), dress();
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
    form.elements.mode.value = isNote() ? "answer" : "note";
    dress();
    field.focus();
  }

  // A message that was refused comes back to be written anew.
  function takeBack(item) {
    field.value = [item.text, field.value].filter(Boolean).join("\n");
    finder.set([...item.products, ...finder.get()].slice(0, 6));
    save();
    field.focus();
  }

  return { form, show, clear, focus: () => field.focus(), openCanned, openFinder, swap, takeBack };
}
