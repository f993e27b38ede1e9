// Product cards in a row that scrolls sideways.

// act(name, product, place, carousel) is called for "details", "similar" and "cart".
function productCarousel(products, act) {
  const list = element("ul", { class: "cards", role: "list" });
  list.append(...products.map((product, place) => productCard(product, (name) => act(name, product, place, list))));
  const summary = hidden(words.products(products.map((product) => product.title)));
  // The summary is announced; the cards themselves are read when the shopper goes there.
  const frame = element("div", { class: "carousel", "aria-live": "off" }, list, ...arrows(list));
  return [summary, frame];
}

function arrows(list) {
  const step = (direction) => () => list.scrollBy({ left: direction * list.clientWidth * 0.8, behavior: motion() });
  const back = iconButton("left", words.earlier, step(-1), "arrow arrow-back");
  const on = iconButton("right", words.later, step(1), "arrow arrow-on");
  for (const arrow of [back, on]) arrow.tabIndex = -1; // Tab moves from card to card already
  const update = () => {
    back.hidden = list.scrollLeft < 8;
    on.hidden = list.scrollLeft + list.clientWidth > list.scrollWidth - 8;
  };
  list.addEventListener("scroll", update, { passive: true });
  new ResizeObserver(update).observe(list);
  return [back, on];
}

function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

function productCard(product, act) {
  const body = [titleLink(product, act), priceLine(product), ratingLine(product), sizeLine(product)];
  const card = element("article", { class: "card" }, picture(product), element("div", { class: "facts" }, ...body));
  card.append(...[reasonList(product.reasons || []), warningBox(product.warning), actions(product, act)].filter(Boolean));
  return element("li", {}, card);
}

function picture(product) {
  const frame = element("div", { class: "picture" });
  const address = safeAddress(product.image_link);
  const missing = () => frame.replaceChildren(drawIcon("picture"));
  if (address) frame.append(element("img", { src: address, alt: "", loading: "lazy", decoding: "async", error: missing }));
  else missing();
  return frame;
}

function titleLink(product, act) {
  const address = safeAddress(product.link);
  if (!address) return element("h3", {}, product.title);
  return element("h3", {}, element("a", { href: address, click: () => act("details") }, product.title));
}

// What is paid now and, where it is less than before, the list price.
function priceLine(product) {
  const [now, before] = prices(product);
  if (now == null) return null;
  if (!(before > now)) return element("p", { class: "price" }, money(now, product.currency));
  const sale = element("ins", {}, hidden(words.now), money(now, product.currency));
  return element("p", { class: "price" }, sale, element("del", {}, hidden(words.was), money(before, product.currency)));
}

function prices({ price, sale_price: sale, list_price: list }) {
  return sale == null ? [price, list] : [sale, list ?? price];
}

function money(amount, currency) {
  const digits = Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {};
  try {
    return new Intl.NumberFormat(undefined, { style: "currency", currency: currency || "USD", ...digits }).format(amount);
  } catch {
    return `${amount} ${currency}`;
  }
}

function ratingLine({ rating, review_count: count }) {
  if (typeof rating !== "number") return null;
  const shown = element("span", { "aria-hidden": "true" }, rating.toFixed(1), count ? ` (${count})` : "");
  return element("p", { class: "rating" }, drawIcon("star"), shown, hidden(words.rated(rating.toFixed(1), count)));
}

function sizeLine({ sizes }) {
  if (!sizes || !sizes.length) return null;
  return element("p", { class: "sizes" }, hidden(`${words.sizes}: `), [].concat(sizes).join(" · "));
}

function reasonList(reasons) {
  if (!reasons.length) return null;
  const rows = reasons.map((reason, place) => element("li", { hidden: place > 1 }, reason));
  const list = element("ul", { class: "reasons", role: "list", "aria-label": words.why }, ...rows);
  const rest = rows.slice(2);
  const unfold = () => {
    for (const row of rest) row.hidden = false;
    rest[0].tabIndex = -1;
    rest[0].focus({ preventScroll: true });
    more.remove();
  };
  const more = element("button", { type: "button", class: "more", click: unfold }, words.more(rest.length));
  return element("div", { class: "why" }, drawIcon("why"), list, rest.length > 0 && more);
}

function warningBox(warning) {
  return warning && element("p", { class: "warning", role: "note" }, drawIcon("warning"), element("span", {}, warning));
}

function actions(product, act) {
  const address = safeAddress(product.link);
  const control = (name, label, tag, attributes) =>
    element(tag, { ...attributes, click: () => act(name), "aria-label": words.about(label, product.title) }, label);
  const cart = control("cart", words.cart, "button", { type: "button", class: "main" });
  const details = address && control("details", words.details, "a", { href: address, class: "quiet" });
  const similar = control("similar", words.similar, "button", { type: "button", class: "quiet" });
  return element("div", { class: "actions" }, cart, element("div", { class: "row" }, details, similar));
}
