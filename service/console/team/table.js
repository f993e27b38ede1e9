// A table with a heading above it and a button to add a row.

import { make } from "../dom.js";

// columns: [class, label]; `rows` are table rows.
export function table({ id, title, add, press, columns, rows, none }) {
  const head = make("div", { class: "block-head" }, make("h2", { id: `${id}-title`, tabindex: "-1" }, title), make("button", { type: "button", class: "primary", click: press }, add));
  const cells = columns.map(([name, label]) => make("th", { scope: "col", class: name }, label));
  const body = rows.length
    ? make("table", { class: id }, make("thead", {}, make("tr", {}, cells)), make("tbody", {}, rows))
    : make("p", { class: "none" }, none);
  return [head, make("div", { class: "sheet" }, body)];
}

export const press = (label, about, click) => make("button", { type: "button", class: "text", "aria-label": `${label} ${about}`, click }, label);

// Draws anew and leaves the focus where the eye is: at the heading, if what had it is gone.
export function replace(frame, content) {
  const label = frame.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
  frame.replaceChildren(...content);
  if (label) ([...frame.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === label) || frame.querySelector("h2")).focus();
}
