// Asks, once, what may be kept. Three buttons of the same weight; without an answer nothing is kept.
// It stands in the panel, above the field, or on the page until the panel is opened.
function createBanner({ identity, decide, choose }) {
  const title = element("p", { class: "title", id: "aisle-consent" });
  const text = element("p", {});
  const all = (word) => () => decide(Object.fromEntries(CONSENTS.map((key) => [key, word])));
  const buttons = [all("granted"), all("denied"), choose].map((click) => element("button", { type: "button", click }));
  const row = element("div", { class: "choices" }, ...buttons);
  const banner = element("section", { class: "consent", role: "region", "aria-labelledby": "aisle-consent" }, title, text, row);

  telling(() => {
    title.textContent = words.consent.title;
    text.textContent = words.consent.text;
    ["allow", "deny", "choose"].forEach((name, place) => (buttons[place].textContent = words.consent[name]));
  });

  // panel, log: where it belongs; opened: whether the panel is open.
  function update(panel, log, opened) {
    const asked = settings.consent !== "page" && !identity.decided();
    const floating = settings.consent === "banner" && !opened;
    if (!asked || !(opened || floating)) return banner.remove();
    banner.classList.toggle("floating", floating);
    if (floating) panel.before(banner); // before the panel and the button, so early in the tab order
    else if (banner.previousElementSibling !== log) log.after(banner);
  }

  return { update, hasFocus: () => banner.isConnected && banner.contains(banner.getRootNode().activeElement) };
}
