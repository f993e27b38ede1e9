// A field with a list beneath it to choose from: typing filters, arrows walk, Enter takes, Escape leaves.

import { make } from "../dom.js";

let count = 0;

// find(text) answers the options, at once or later; draw(option) its content; take(option), leave() tell the outcome.
export function combobox({ label, placeholder, find, draw, take, leave, none }) {
  const id = `combobox-${(count += 1)}`;
  let options = [];
  let at = -1;
  let asked = 0;
  const list = make("ul", { id, role: "listbox", "aria-label": label, class: "options", mousedown: (event) => event.preventDefault(), click: pick });
  const told = make("p", { class: "sub told", role: "status" });
  const field = make("input", {
    type: "text", role: "combobox", "aria-label": label, "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": id, placeholder, autocomplete: "off", spellcheck: "false", maxlength: 200, keydown: press, input: search,
  });
  const frame = make("div", { class: "combobox" }, field, list, told);

  async function search() {
    const mine = (asked += 1);
    try {
      const found = await find(field.value.trim());
      if (mine === asked) show(found);
    } catch (error) {
      if (mine === asked) show([], error.message);
    }
  }

  function show(found, said = "") {
    options = found;
    const rows = options.map((option, place) => make("li", { role: "option", id: `${id}-${place}`, "aria-selected": "false" }, draw(option)));
    list.replaceChildren(...rows);
    list.hidden = !rows.length;
    field.setAttribute("aria-expanded", String(rows.length > 0));
    told.textContent = said || (rows.length ? "" : none(field.value.trim()));
    move(rows.length ? 0 : -1);
  }

  function move(place) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = place;
    const row = list.children[at];
    if (!row) return field.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }

  function press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) move((at + step + options.length) % options.length);
    else if (event.key === "Enter" && !event.isComposing) options[at] && take(options[at]);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function pick(event) {
    const row = event.target.closest("[role=option]");
    if (row) take(options[[...list.children].indexOf(row)]);
  }

  function start(text = "") {
    field.value = text;
    show([], " ");
    field.focus();
    search();
  }

  return { frame, field, start };
}
