// What the demo shop's pages share: the shopper, what they allow, the cards.

// Runs `use(Aisle)` now or as soon as the widget's script is there.
export function whenAisle(use) {
  if (window.Aisle) use(window.Aisle);
  else document.addEventListener("aisle:ready", () => use(window.Aisle), { once: true });
}

export async function fetchJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child != null && child !== false && child !== ""));
  return node;
}

export function money(amount, currency = "USD") {
  const digits = Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {};
  return new Intl.NumberFormat("en-US", { style: "currency", currency, ...digits }).format(amount);
}

// `price` is paid now; `list_price`, where there is one, was asked before.
export function priceTag(now, before, currency) {
  if (now == null) return null;
  const sale = before > now;
  const crossedOut = sale && make("del", {}, money(before, currency));
  return make("p", { class: sale ? "price sale" : "price" }, money(now, currency), crossedOut);
}

export function ratingTag(rating, count) {
  if (rating == null) return null;
  const mean = rating.toFixed(1);
  const attributes = { class: "rating", role: "img", "aria-label": `Rated ${mean} of 5 in ${count} reviews` };
  return make("p", attributes, `★ ${mean}`, make("span", {}, ` (${count})`));
}

export function card(product) {
  const image = make("img", { src: product.image_link, alt: "", loading: "lazy", width: 400, height: 400 });
  const reason = (product.reasons || [])[0];
  const now = product.sale_price ?? product.price;
  const before = product.list_price ?? (product.sale_price == null ? null : product.price);
  const price = priceTag(now, before, product.currency);
  const facts = make("div", { class: "facts" }, price, ratingTag(product.rating, product.review_count));
  const title = make("h3", {}, make("a", { href: product.link }, product.title));
  const why = reason && make("p", { class: "reason" }, reason);
  return make("li", { class: "card" }, make("div", { class: "frame" }, image), title, facts, why);
}

// What the shopper allows, as the widget asks and keeps it; denied until granted.
export const consent = {
  granted: (key) => Boolean(window.Aisle) && window.Aisle.consent()[key] === "granted",
};

export const persona = {
  read: () => localStorage.getItem("demo:persona") || "",
  write(customerId) {
    localStorage.setItem("demo:persona", customerId);
    whenAisle((aisle) => aisle.identify(customerId));
    document.dispatchEvent(new CustomEvent("shopper"));
  },
};

// Recommendations for whoever shops here, as far as they allow it.
export async function recommend(k, more = {}) {
  const query = new URLSearchParams({ k, ...more });
  if (consent.granted("personalization_storage")) {
    query.set("personalization_storage", "granted");
    if (persona.read()) query.set("customer_id", persona.read());
  }
  return (await fetchJson(`/v1/recommendations?${query}`)).results;
}

export function startPage() {
  whenAisle((aisle) => {
    aisle.identify(persona.read());
    aisle.on("consent", () => document.dispatchEvent(new CustomEvent("shopper")));
    document.dispatchEvent(new CustomEvent("shopper"));
  });
  const filled = fillPersonas();
  const settings = document.querySelector("[data-consent-settings]");
  settings.addEventListener("click", () => whenAisle((aisle) => aisle.openPreferences()));
  return filled;
}

async function fillPersonas() {
  const select = document.querySelector("#persona");
  const { customers } = await fetchJson("/demo/customers.json").catch(() => ({ customers: [] }));
  for (const { customer_id: value, name, description } of customers) {
    select.append(make("option", { value }, `${name}, ${description}`));
  }
  select.value = persona.read();
  select.addEventListener("change", () => persona.write(select.value));
}

export function toast(text) {
  document.querySelector(".toast")?.remove();
  const note = make("p", { class: "toast", role: "status" }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), 4000);
}
