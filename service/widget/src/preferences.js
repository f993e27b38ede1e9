// The preference centre: a sheet over the conversation with the shopper's choices, what is stored, a copy, the end of it.
function createPreferences({ server, identity, decide, erased, closed }) {
  const back = iconButton("left", "", close, "back");
  const heading = element("h2", { id: "aisle-privacy", tabindex: "-1" });
  const body = element("div", { class: "sheet-body" });
  const status = element("p", { class: "sheet-status", role: "status" });
  const attributes = { class: "sheet", role: "dialog", "aria-labelledby": "aisle-privacy", hidden: true, keydown: keyDown };
  const view = element("section", attributes, element("div", { class: "sheet-header" }, back, heading), body, status);
  const stored = createStored({ server, identity });
  const rights = createRights({ server, identity, say: (text) => (status.textContent = text), erased: wholly });

  function draw() {
    heading.textContent = words.preferences.title;
    nameButton(back, words.preferences.back);
    const signal = identity.signalled() && element("p", { class: "signal" }, words.preferences.signal);
    const switches = [
      choiceSwitch("personalization_storage", words.preferences.personal, words.preferences.personalWhy),
      choiceSwitch("analytics_storage", words.preferences.statistics, words.preferences.statisticsWhy),
    ];
    const choices = [element("h3", {}, words.preferences.choices), signal, ...switches];
    body.replaceChildren(...choices.filter(Boolean), element("h3", {}, words.preferences.stored), stored.view, rights.view);
    stored.draw();
    rights.draw();
  }

  function choiceSwitch(key, label, why) {
    const press = () => {
      decide({ [key]: identity.granted(key) ? "denied" : "granted" });
      button.setAttribute("aria-checked", String(identity.granted(key)));
    };
    const told = { role: "switch", "aria-checked": String(identity.granted(key)), "aria-describedby": `aisle-${key}` };
    const button = element("button", { type: "button", class: "choice", click: press, ...told }, element("span", {}, label), element("i"));
    return element("div", { class: "setting" }, button, element("p", { id: `aisle-${key}` }, why));
  }

  // The conversation is new and nothing is stored: the sheet shows just that.
  function wholly(said) {
    erased();
    draw();
    stored.load();
    status.textContent = said;
    heading.focus();
  }

  function open(panel) {
    if (!view.hidden) return;
    if (view.parentNode !== panel) panel.append(view);
    status.textContent = "";
    rights.calm();
    draw();
    view.hidden = false;
    cover(true);
    stored.load();
    heading.focus();
  }

  function close() {
    if (view.hidden) return;
    view.hidden = true;
    cover(false);
    closed();
  }

  // What lies under the sheet is out of reach.
  function cover(covered) {
    for (const part of view.parentNode.children) if (part !== view) part.inert = covered;
  }

  function keyDown(event) {
    const full = view.parentNode.getAttribute("aria-modal") === "true";
    if (event.key === "Tab" && full) keepFocus(event, view);
    if (event.key === "Escape") close();
    if (event.key === "Escape" || event.key === "Tab") event.stopPropagation();
  }

  telling(() => view.hidden || draw());
  return { open, close, isOpen: () => !view.hidden };
}
