// Product cards in a row that scrolls sideways.
const carousels = new Set(); // those on the screen, to be drawn anew in another language
telling(() => {
  for (const carousel of carousels) {
    if (carousel.frame.isConnected) carousel.draw();
    else carousels.delete(carousel);
  }
});

// act(name, product, place, list) is called for "details", "similar", "cart", "like", "dislike" and "why", and with
// lists of products and places for "compare". What speaks of places is offered in the newest carousel only.
function productCarousel(products, act) {
  const list = element("ul", { class: "cards", role: "list" });
  const summary = hidden("");
  const comparing = createComparing((places) => act("compare", places.map((place) => products[place]), places, list));
  const [back, on] = arrows(list);
  // The summary is announced; the cards themselves are read when the shopper goes there.
  const frame = element("div", { class: "carousel", "aria-live": "off" }, list, back, on, comparing.bar);

  function draw() {
    const card = (product, place) => productCard(product, comparing.toggle(place, product), (name) => act(name, product, place, list));
    summary.textContent = words.products(products.map((product) => product.title));
    comparing.clear();
    list.replaceChildren(...products.map(card));
    nameButton(back, words.earlier);
    nameButton(on, words.later);
  }

  draw();
  for (const other of carousels) delete other.frame.dataset.newest;
  frame.dataset.newest = products.length > 1 ? "several" : "single";
  carousels.add({ frame, draw });
  return [summary, frame];
}

function arrows(list) {
  const step = (direction) => () => list.scrollBy({ left: direction * list.clientWidth * 0.8 * (fromLeft ? 1 : -1), behavior: motion() });
  const back = iconButton("left", words.earlier, step(-1), "arrow arrow-back");
  const on = iconButton("right", words.later, step(1), "arrow arrow-on");
  for (const arrow of [back, on]) arrow.tabIndex = -1; // Tab moves from card to card already
  const update = () => {
    const gone = Math.abs(list.scrollLeft); // negative where reading goes from the right
    back.hidden = gone < 8;
    on.hidden = gone + list.clientWidth > list.scrollWidth - 8;
  };
  list.addEventListener("scroll", update, { passive: true });
  new ResizeObserver(update).observe(list);
  return [back, on];
}

function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

function productCard(product, compare, act) {
  const facts = [titleLink(product, act), priceLine(product), ratingLine(product), sizeLine(product)];
  const card = element("article", { class: "card" }, picture(product, act), element("div", { class: "facts" }, ...facts.filter(Boolean)));
  card.append(...[reasonList(product.reasons || []), warningBox(product.warning), cardButtons(product, compare, act)].filter(Boolean));
  return element("li", {}, card);
}

// The frame keeps its shape while the picture is on its way, so nothing below it moves.
function picture(product, act) {
  const page = safeAddress(product.link);
  const attributes = page ? { href: page, tabindex: "-1", "aria-hidden": "true", click: () => act("details") } : {};
  const frame = element(page ? "a" : "div", { class: "picture", ...attributes });
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

function ratingLine({ rating, review_count: count }) {
  if (typeof rating !== "number") return null;
  const mean = numeral(rating, 1);
  const shown = element("span", { "aria-hidden": "true" }, mean, count ? ` (${numeral(count)})` : "");
  return element("p", { class: "rating" }, drawIcon("star"), shown, hidden(words.rated(mean, count)));
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
