// A dialog with a form: asked, answered, gone.

import { Refusal } from "./api.js";
import { make } from "./dom.js";

let count = 0;
let origin = null; // what had the focus before the first of several dialogs, and what it says

// `submit` gets the form's values; a text it returns is said and the dialog stays, a function is called once it is
// closed. Without `confirm` there is only a way to close it. Closing gives the focus back to where it was.
export function dialog({ title, content, confirm, submit, cancel = confirm ? "Cancel" : "Close", danger = false }) {
  const id = `dialog-${(count += 1)}`;
  const note = make("p", { class: "note", role: "alert" });
  const close = () => node.close();
  const yes = confirm && make("button", { class: danger ? "primary danger" : "primary" }, confirm);
  const no = make("button", { type: "button", class: "quiet", click: close }, cancel);
  const form = make("form", { method: "dialog" }, make("h2", { id, tabindex: "-1" }, title), content, note, make("div", { class: "choices" }, no, yes));
  const node = make("dialog", { "aria-labelledby": id, close: ended, submit: answer }, form);

  async function answer(event) {
    event.preventDefault();
    if (!confirm) return close();
    yes.disabled = true;
    note.textContent = "";
    try {
      const said = await submit(Object.fromEntries(new FormData(form)));
      if (typeof said === "string") note.textContent = said;
      else close(), said?.();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      note.textContent = error.message;
    } finally {
      yes.disabled = false;
    }
  }

  function ended() {
    node.remove();
    if (document.activeElement === document.body && !document.querySelector("dialog")) back()?.focus();
  }

  if (document.activeElement !== document.body) origin = { element: document.activeElement, label: said(document.activeElement) };

  document.body.append(node);
  node.showModal();
  (node.querySelector("[autofocus], form > label input, form > label select, form > label textarea, fieldset input") || yes || no).focus();
  return node;
}

const said = (element) => element.getAttribute("aria-label") || element.textContent;

// The same button, or the one that was drawn in its place.
function back() {
  if (!origin || origin.element.isConnected) return origin?.element;
  return [...document.querySelectorAll("main button")].find((button) => said(button) === origin.label) || document.querySelector("main:not([hidden]) h2");
}

export function field(label, control, hint = "") {
  return make("label", { class: "field" }, make("span", {}, label), control, hint && make("span", { class: "sub" }, hint));
}

export function choices(options, chosen) {
  return options.map(([value, label]) => make("option", { value, selected: value === chosen }, label));
}
