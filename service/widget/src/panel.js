// The launcher and the panel in their shadow root: opening, closing, focus, the phone's full screen.
function createPanel({ log, composer, handover, menu, voice, badge, toggled }) {
  const name = element("h2", { id: "aisle-name" }, settings.shopName);
  const leave = element("button", { class: "icon-button", type: "button", click: () => set(false) }, drawIcon("close"));
  const header = element("div", { class: "header" }, element("div", { class: "who" }, name, handover.who), menu, leave);
  const status = element("p", { class: "status", role: "status" });
  const attributes = { class: "panel", role: "dialog", "aria-labelledby": "aisle-name", tabindex: "-1", hidden: true };
  const panel = element("section", attributes, header, handover.bar, log, status, composer.form, voice.region);
  const title = element("span", { class: "title" });
  const launcher = createLauncher(title, badge.badge, () => set(panel.hidden));
  const root = element("div", { class: "root", "data-open": "false" }, panel, launcher);
  const phone = matchMedia("(max-width: 520px)");
  const lockPage = createPageLock();
  let before = null; // what had the focus on the page

  telling(label);

  function label() {
    const called = settings.launcherTitle || words.launcher;
    title.textContent = called;
    nameButton(leave, words.close);
    launcher.setAttribute("aria-label", panel.hidden ? [called, badge.count() && words.unread(badge.count())].filter(Boolean).join(", ") : words.close);
  }

  function set(open, { focus = true } = {}) {
    if (panel.hidden === !open) return;
    const inside = holdsFocus(panel);
    if (open) before = document.activeElement;
    panel.hidden = !open;
    root.dataset.open = String(open);
    launcher.setAttribute("aria-expanded", String(open));
    fitPhone();
    toggled(open);
    label();
    if (focus && (open || inside)) focusAfter(open);
  }

  // A touch screen shows its keyboard only when the shopper asks for it.
  function focusAfter(open) {
    if (!open) (settings.launcher ? launcher : before || document.body).focus();
    else if (matchMedia("(pointer: coarse)").matches) panel.focus();
    else composer.focus();
  }

  function fitPhone() {
    const full = phone.matches && !panel.hidden;
    panel.setAttribute("aria-modal", String(full));
    lockPage(full);
    const view = full && !zoomed() && window.visualViewport; // shrinks when the keyboard comes up
    panel.style.height = view ? `${view.height}px` : "";
    panel.style.top = view ? `${view.offsetTop}px` : "";
  }

  function keyDown(event) {
    if (event.key === "Escape" && !event.isComposing) set(false);
    if (event.key === "Tab" && phone.matches) keepFocus(event, panel);
  }

  panel.addEventListener("keydown", keyDown);
  // The page's own shortcuts stay quiet while the shopper writes.
  for (const type of ["keydown", "keypress", "keyup"]) panel.addEventListener(type, (event) => event.stopPropagation());
  phone.addEventListener("change", fitPhone);
  if (window.visualViewport) window.visualViewport.addEventListener("resize", fitPhone);
  const setTheme = mount(root);
  return { root, set, label, setTheme, isOpen: () => !panel.hidden, isPhone: () => phone.matches, setStatus: (text) => (status.textContent = text) };
}

function createLauncher(title, badge, click) {
  const told = { "aria-expanded": "false", "aria-haspopup": "dialog", hidden: !settings.launcher };
  const attributes = { class: "launcher", type: "button", ...told, click };
  return element("button", attributes, drawIcon("chat"), drawIcon("down"), title, badge);
}

function zoomed() {
  return Boolean(window.visualViewport) && window.visualViewport.scale > 1.01;
}

// Under the full-screen sheet the page does not scroll; afterwards it has back what it had.
function createPageLock() {
  const style = document.documentElement.style;
  let locked = false;
  let before = "";
  return (full) => {
    if (full === locked) return;
    if (full) before = style.overflow;
    style.overflow = full ? "hidden" : before;
    locked = full;
  };
}

// Tab goes round inside the sheet that covers the page.
function keepFocus(event, panel) {
  const all = [...panel.querySelectorAll("a[href], button, input, textarea, [tabindex='0']")];
  const stops = all.filter((stop) => !stop.disabled && stop.tabIndex >= 0 && stop.getClientRects().length);
  const [leaving, entering] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (event.target !== leaving && event.target !== panel) return;
  if (event.target === panel && !event.shiftKey) return;
  event.preventDefault();
  entering.focus();
}
