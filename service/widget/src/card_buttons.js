// What a shopper can do with a card: one large button, the rest small and quiet below it.
Object.assign(iconPaths, {
  like: ["M7.5 11l3.6-6.6a1.9 1.9 0 0 1 2.6 2.4L12.6 10h5.2a1.8 1.8 0 0 1 1.8 2.2l-1.2 5.3a1.9 1.9 0 0 1-1.9 1.5H7.5Z", "M4.4 11h3.1v8H4.4Z"],
  dislike: ["M16.5 13l-3.6 6.6a1.9 1.9 0 0 1-2.6-2.4l1.1-3.2H6.2a1.8 1.8 0 0 1-1.8-2.2l1.2-5.3A1.9 1.9 0 0 1 7.5 5h9Z", "M19.6 13h-3.1V5h3.1Z"],
  compare: ["M12 4.5v15", "M5.5 7.5h13", "M5.5 7.5L3 13.2a2.7 2.7 0 0 0 5 0Z", "M18.5 7.5L16 13.2a2.7 2.7 0 0 0 5 0Z", "M9 19.5h6"],
  similar: ["M4.5 8.5h11v11h-11Z", "M8.5 8.5v-4h11v11h-4"],
  details: ["M13.5 4.5h6v6", "M19.5 4.5l-8 8", "M17.5 13.5v6h-13v-13h6"],
  ask: ["M9.2 9.4a2.9 2.9 0 1 1 4.1 2.7c-.9.4-1.3 1-1.3 2", "M12 17v.1", "M12 3.8a8.2 8.2 0 1 1 0 16.4 8.2 8.2 0 0 1 0-16.4Z"],
});
const thumbs = new Map(); // product id -> "like" or "dislike", as pressed on this page

function cardButtons(product, compare, act) {
  const address = safeAddress(product.link);
  const name = words.about(words.cart, product.title);
  const cart = element("button", { type: "button", class: "main", "aria-label": name, click: () => act("cart") }, drawIcon("cart"), words.cart);
  const details = { class: "icon-button", href: address, click: () => act("details"), ...named(words.details, product) };
  const small = [
    address && element("a", details, drawIcon("details")),
    smallButton("similar", words.similar, product, () => act("similar")),
    compare,
    smallButton("ask", words.ask, product, () => act("why"), "newest-only"),
    ...thumbButtons(product, act),
  ];
  return element("div", { class: "actions" }, cart, element("div", { class: "row" }, ...small.filter(Boolean)));
}

function smallButton(icon, label, product, click, className = "") {
  return element("button", { type: "button", class: `icon-button ${className}`.trim(), click, ...named(label, product) }, drawIcon(icon));
}

function named(label, product) {
  return { title: label, "aria-label": words.about(label, product.title) };
}

// The newest word counts and is said once.
function thumbButtons(product, act) {
  const press = (name) => () => {
    if (thumbs.get(product.product_id) === name) return;
    thumbs.set(product.product_id, name);
    show();
    act(name);
  };
  const make = (name) => smallButton(name, words[name], product, press(name), `thumb-${name} newest-only`);
  const [like, dislike] = [make("like"), make("dislike")];
  const show = () => {
    like.setAttribute("aria-pressed", String(thumbs.get(product.product_id) === "like"));
    dislike.setAttribute("aria-pressed", String(thumbs.get(product.product_id) === "dislike"));
  };
  show();
  return [like, dislike];
}

// Which cards of one carousel are to stand side by side; compare(places) is called with two or more of them.
function createComparing(compare) {
  const most = 4;
  const buttons = new Map(); // place -> its toggle
  const chosen = new Set();
  const go = element("button", { type: "button", class: "go", click: () => chosen.size > 1 && compare([...chosen].sort((a, b) => a - b)) });
  const drop = element("button", { type: "button", class: "drop", click: dropAll });
  const bar = element("div", { class: "comparing newest-only", hidden: true }, go, drop);

  function show() {
    for (const [place, button] of buttons) {
      const full = chosen.size >= most && !chosen.has(place);
      button.setAttribute("aria-pressed", String(chosen.has(place)));
      button.setAttribute("aria-disabled", String(full));
      button.title = full ? words.compareMost(most) : words.compare;
    }
    bar.hidden = !chosen.size;
    go.textContent = chosen.size > 1 ? words.compareChosen(chosen.size) : words.compareMore;
    go.setAttribute("aria-disabled", String(chosen.size < 2));
    drop.textContent = words.compareClear;
  }

  function dropAll() {
    const [first] = chosen;
    chosen.clear();
    show();
    buttons.get(first).focus();
  }

  function toggle(place, product) {
    const press = () => {
      if (chosen.has(place)) chosen.delete(place);
      else if (chosen.size < most) chosen.add(place);
      show();
    };
    const button = smallButton("compare", words.compare, product, press, "several-only newest-only");
    buttons.set(place, button);
    show();
    return button;
  }

  function clear() {
    buttons.clear();
    chosen.clear();
    show();
  }

  return { bar, toggle, clear };
}
