// The launcher and the panel in their shadow root: opening, closing, focus, the phone's full screen.
function createPanel({ log, composer, restart, toggled }) {
  const name = element("h2", { id: "aisle-name" }, settings.shopName);
  const who = element("div", { class: "who" }, name, element("p", {}, words.assistant));
  const again = iconButton("restart", words.restart, restart);
  const header = element("header", { role: "presentation" }, who, again, iconButton("close", words.close, () => set(false)));
  const status = element("p", { class: "status", role: "status" });
  const attributes = { class: "panel", role: "dialog", "aria-labelledby": "aisle-name", tabindex: "-1", hidden: true };
  const panel = element("section", attributes, header, log, status, composer.form);
  const launcher = createLauncher(() => set(panel.hidden));
  const root = element("div", { class: "root", "data-position": settings.position }, panel, launcher);
  const phone = matchMedia("(max-width: 520px)");
  const lockPage = createPageLock();

  function set(open, { focus = true } = {}) {
    if (panel.hidden === !open) return;
    const inside = panel.contains(panel.getRootNode().activeElement);
    panel.hidden = !open;
    root.dataset.open = String(open);
    launcher.setAttribute("aria-expanded", String(open));
    launcher.setAttribute("aria-label", open ? words.close : settings.launcherTitle);
    fitPhone();
    toggled(open);
    if (focus && (open || inside)) focusAfter(open);
  }

  // A touch screen shows its keyboard only when the shopper asks for it.
  function focusAfter(open) {
    if (!open) launcher.focus();
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
  for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, (event) => event.stopPropagation());
  phone.addEventListener("change", fitPhone);
  if (window.visualViewport) window.visualViewport.addEventListener("resize", fitPhone);
  mount(root);
  return { set, isOpen: () => !panel.hidden, isPhone: () => phone.matches, setStatus: (text) => (status.textContent = text) };
}

function createLauncher(click) {
  const label = settings.launcherTitle;
  const told = { "aria-expanded": "false", "aria-haspopup": "dialog", "aria-label": label };
  const attributes = { class: "launcher", type: "button", ...told, click };
  return element("button", attributes, drawIcon("chat"), drawIcon("down"), element("span", {}, label));
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
  const all = [...panel.querySelectorAll("a[href], button, textarea, [tabindex='0']")];
  const stops = all.filter((stop) => !stop.disabled && stop.tabIndex >= 0 && stop.getClientRects().length);
  const [leaving, entering] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (event.target !== leaving && event.target !== panel) return;
  if (event.target === panel && !event.shiftKey) return;
  event.preventDefault();
  entering.focus();
}
