// What the service says it keeps about the shopper, in plain words with counts.
function createStored({ server, identity }) {
  const view = element("div", { class: "stored", "aria-live": "polite" });
  let state = { looking: true };

  function draw() {
    if (state.looking) return view.replaceChildren(element("p", {}, words.preferences.looking));
    if (state.problem) return view.replaceChildren(element("p", {}, words.preferences.unreachable, " ", again()));
    if (!state.items.length) return view.replaceChildren(element("p", {}, words.preferences.nothing));
    const rows = state.items.map((item) => element("li", {}, kindWords(item)));
    const whose = state.personal ? words.preferences.storedAll : words.preferences.storedHere;
    return view.replaceChildren(element("p", {}, whose), element("ul", { role: "list" }, ...rows));
  }

  function again() {
    return element("button", { type: "button", class: "link", click: load }, words.preferences.again);
  }

  async function load() {
    state = { looking: true };
    draw();
    try {
      state = await server.privacy("stored", identity.traces());
    } catch (problem) {
      state = { problem };
    }
    draw();
  }

  return { view, draw, load };
}

// "2 messages" in the plural forms that the language has; a kind that is newer than the widget goes by its own name.
function kindWords({ kind, count }) {
  const forms = Object.hasOwn(words.kinds, kind) ? words.kinds[kind] : { other: kind };
  return `${numeral(count)} ${forms[new Intl.PluralRules(language).select(count)] || forms.other}`;
}

function listedKinds(items = []) {
  return items.length ? enumerated(items.map(kindWords)) : "";
}
