// Speaks first, rarely: a small bubble beside the launcher, by the rules of the page.
//
// Silent while the panel is open or consent is being asked, after the shopper closed one in this visit, more often than
// the cap allows in one visit, and for a week after a rule was shown. `open` opens the panel instead, never on a phone.
const week = 7 * 86400 * 1000;

function createProactive({ root, panel, lasting, passing, ask }) {
  const shown = () => lasting.get("teased") || {};
  let teaser = null;

  function begin() {
    for (const rule of settings.proactive) {
      if (matches(rule.path, location.pathname)) setTimeout(() => meet(rule), 1000 * (Number(rule.after) || 0));
    }
  }

  function meet(rule) {
    if (isAsking()) return setTimeout(() => meet(rule), 5000); // first things first
    if (!mayShow(rule)) return undefined;
    lasting.set("teased", { ...shown(), [rule.say]: Date.now() });
    passing.set("teasers", (passing.get("teasers") || 0) + 1);
    return rule.open && !panel.isPhone() ? accept(rule, false) : show(rule);
  }

  function mayShow(rule) {
    if (panel.isOpen() || teaser || passing.get("teaser-closed")) return false;
    if ((passing.get("teasers") || 0) >= settings.proactiveCap) return false;
    return !(Date.now() - shown()[rule.say] < week);
  }

  function isAsking() {
    return Boolean(root.querySelector(".consent:not([hidden])") || document.querySelector("[data-aisle-consent]:not([hidden])"));
  }

  function show(rule) {
    teaser = teaserOf(rule, (text) => accept(rule, true, text), dismiss);
    root.append(teaser);
  }

  function dismiss() {
    passing.set("teaser-closed", true);
    const inside = teaser.contains(teaser.getRootNode().activeElement);
    hide();
    if (inside) root.querySelector(".launcher").focus();
  }

  function accept(rule, focus, text) {
    hide();
    ask(rule.say, suggestionsOf(rule), focus, text);
  }

  function hide() {
    if (teaser) teaser.remove();
    teaser = null;
  }

  return { begin, hide };
}

function teaserOf(rule, accept, dismiss) {
  const say = element("button", { type: "button", class: "say", click: () => accept("") }, rule.say);
  const close = element("button", { type: "button", class: "icon-button", click: dismiss }, drawIcon("close"));
  nameButton(close, words.closeTeaser);
  const chips = suggestionsOf(rule).map((text) => element("button", { type: "button", class: "chip", click: () => accept(text) }, text));
  const told = { class: "teaser", role: "complementary", "aria-label": words.teaser, "aria-live": "polite" };
  return element("aside", told, say, close, chips.length > 0 && element("div", { class: "chips" }, ...chips));
}

function suggestionsOf(rule) {
  return Array.isArray(rule.suggestions) ? rule.suggestions.map(String) : [];
}

// "*" stands for anything; no path is every page.
function matches(path, here) {
  if (!path) return true;
  const parts = String(path).split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(here);
}
