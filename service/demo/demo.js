// What the demo shop's pages share: the shopper, the consent, the cards.

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

// The consent keys of Consent Mode; denied until granted.
export const consent = {
  read: () => JSON.parse(localStorage.getItem("demo:consent") || "null"),
  granted: (key) => (consent.read() || {})[key] === "granted",
  write(choice) {
    localStorage.setItem("demo:consent", JSON.stringify(choice));
    whenAisle((aisle) => aisle.setConsent(choice));
    document.dispatchEvent(new CustomEvent("shopper"));
  },
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
    if (consent.read()) aisle.setConsent(consent.read());
    aisle.on("consent", (choice) => localStorage.setItem("demo:consent", JSON.stringify(choice)));
    aisle.identify(persona.read());
  });
  const filled = fillPersonas();
  document.querySelector("[data-consent-settings]").addEventListener("click", askConsent);
  if (!consent.read()) askConsent();
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

function askConsent() {
  if (document.querySelector(".consent")) return;
  const chosen = consent.read() || {};
  const box = (key, label, text) => {
    const input = make("input", { type: "checkbox", name: key, checked: chosen[key] === "granted" });
    return make("label", {}, input, make("span", {}, make("strong", {}, label), ` ${text}`));
  };
  const finish = (choose) => {
    const keys = ["personalization_storage", "analytics_storage"];
    consent.write(Object.fromEntries(keys.map((key) => [key, choose(form.elements[key]) ? "granted" : "denied"])));
    form.remove();
  };
  const submit = (event) => {
    event.preventDefault();
    finish((input) => input.checked);
  };
  const buttons = [
    make("button", { type: "submit", class: "quiet" }, "Save"),
    make("button", { type: "button", class: "quiet", click: () => finish(() => false) }, "Deny all"),
    make("button", { type: "button", class: "quiet", click: () => finish(() => true) }, "Allow all"),
  ];
  const form = make(
    "form",
    { class: "consent", submit, "aria-label": "Privacy choices" },
    make("p", { class: "consent-title" }, "Your data, your choice"),
    make("p", {}, "The shop works without either. You can change your mind at the bottom of every page."),
    box("personalization_storage", "Personal picks:", "remember what I bought and looked at to suggest better things."),
    box("analytics_storage", "Statistics:", "count what I look at on these pages."),
    make("div", { class: "buttons" }, ...buttons),
  );
  document.querySelector(".top").after(form); // early in the tab order
}

export function toast(text) {
  document.querySelector(".toast")?.remove();
  const note = make("p", { class: "toast", role: "status" }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), 4000);
}
