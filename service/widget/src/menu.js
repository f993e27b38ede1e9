// The small menu in the header. items: () => [[words, act], ...], asked each time it opens.
function createMenu(items) {
  const list = element("div", { class: "menu", role: "menu", id: "aisle-menu", hidden: true });
  const told = { "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": "aisle-menu" };
  const button = element("button", { class: "icon-button", type: "button", ...told, click: () => toggle(list.hidden) }, drawIcon("more"));
  const frame = element("div", { class: "menu-frame" }, button, list);

  telling(() => {
    nameButton(button, words.menu);
    list.setAttribute("aria-label", words.menu);
    toggle(false);
  });

  function toggle(open) {
    if (open) list.replaceChildren(...items().map(([label, act]) => item(label, act)));
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) list.firstChild.focus();
  }

  function item(label, act) {
    const press = () => {
      leave();
      act();
    };
    return element("button", { type: "button", role: "menuitem", tabindex: "-1", click: press }, label);
  }

  function leave() {
    toggle(false);
    button.focus();
  }

  function keyDown(event) {
    const all = [...list.children];
    const at = all.indexOf(event.target);
    const places = { ArrowDown: (at + 1) % all.length, ArrowUp: (at + all.length - 1) % all.length, Home: 0, End: all.length - 1 };
    if (event.key === "Escape") leave();
    else if (event.key === "Tab") return toggle(false);
    else if (event.key in places) all[places[event.key]].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  list.addEventListener("keydown", keyDown);
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) toggle(true), event.preventDefault();
  });
  frame.addEventListener("focusout", ({ relatedTarget }) => !frame.contains(relatedTarget) && toggle(false));
  return frame;
}
