// A product's page: what it is, and what its buyers complained about.
import { card, fetchJson, make, priceTag, ratingTag, recommend, startPage, toast, whenAisle } from "/demo/demo.js";

const main = document.querySelector("#product");
const id = decodeURIComponent(location.pathname.split("/").pop());

function page(product) {
  const now = product.sale_price ?? product.price;
  const highlights = product.highlights || [];
  const price = priceTag(now, product.price, product.currency);
  const image = make("img", { src: product.image_link, alt: product.title, width: 600, height: 600 });
  const facts = make(
    "div",
    { class: "about" },
    make("p", { class: "path" }, make("a", { href: "/" }, "Home"), ...trail(product.product_type)),
    make("h1", {}, product.title),
    make("div", { class: "facts" }, price, ratingTag(product.rating, product.review_count)),
    make("p", { class: "description" }, product.description),
    highlights.length > 0 && make("ul", { class: "highlights" }, ...highlights.map((each) => make("li", {}, each))),
    choice("Size", "size", product.sizes),
    choice("Colour", "color", product.colors),
    buttons(product, now),
  );
  return [make("div", { class: "product" }, make("div", { class: "frame" }, image), facts), buyersSay(product)];
}

function trail(path = "") {
  return path.split(">").map((part) => part.trim()).filter(Boolean).map((part) => make("span", {}, part));
}

function choice(label, name, values) {
  if (!values || !values.length) return null;
  const radios = values.map((value, place) =>
    make("label", {}, make("input", { type: "radio", name, value, checked: place === 0 }), make("span", {}, value)),
  );
  return make("fieldset", { class: "choice" }, make("legend", {}, label), ...radios);
}

function buttons(product, now) {
  const soldOut = product.availability === "out_of_stock";
  const item = { item_id: product.product_id, quantity: 1, price: now };
  const add = () => {
    whenAisle((aisle) => aisle.track("add_to_cart", [item]));
    toast(`${product.title} is in your bag. (A demo: nothing is sold.)`);
  };
  const complaints = `Do people complain about the ${product.title}?`;
  const question = product.review_count ? complaints : `Tell me more about the ${product.title}`;
  const ask = () => whenAisle((aisle) => aisle.send(question));
  return make(
    "div",
    { class: "buttons" },
    make("button", { type: "button", class: "main", click: add, disabled: soldOut }, soldOut ? "Sold out" : "Add to bag"),
    make("button", { type: "button", class: "quiet", click: ask }, "Ask about it"),
  );
}

function buyersSay({ complaints = [], review_count: count = 0 }) {
  const heading = make("h2", { id: "buyers-title" }, "What buyers say");
  const summary = make("p", {}, buyersSummary(complaints, count));
  const list = make("ul", { role: "list" }, ...complaints.map(complaint));
  return make("section", { class: "buyers", "aria-labelledby": "buyers-title" }, heading, summary, list);
}

function buyersSummary(complaints, count) {
  if (complaints.length) {
    const { reviews } = complaints[0];
    const versions = reviews > count ? " of all versions" : "";
    return `Read from ${reviews} reviews${versions}: what was criticised, and how often.`;
  }
  return count ? `Nothing stands out in the criticism of ${count} reviews.` : "Nobody has reviewed this yet.";
}

function complaint({ label, support, reviews, quotes = [] }) {
  const meter = make("meter", { min: 0, max: 1, value: support / reviews, "aria-hidden": "true" });
  const head = make("p", { class: "aspect" }, make("strong", {}, label), make("span", {}, `${support} of ${reviews} reviews`));
  return make("li", {}, head, meter, ...quotes.slice(0, 2).map(({ text }) => make("blockquote", {}, text)));
}

async function showSimilar() {
  const results = await recommend(6, { product_id: id });
  const shelf = document.querySelector(".shelf");
  const others = results.filter((product) => product.product_id !== id).slice(0, 4);
  shelf.querySelector(".grid").replaceChildren(...others.map(card));
  shelf.hidden = !others.length;
}

async function showProduct() {
  const product = await fetchJson(`/v1/products/${encodeURIComponent(id)}`);
  document.title = `${product.title} – Northfold Outfitters`;
  main.replaceChildren(...page(product));
  whenAisle((aisle) => aisle.track("view_item", [{ item_id: id, quantity: 1, price: product.sale_price ?? product.price }]));
}

startPage();
try {
  await showProduct();
  await showSimilar();
} catch {
  const back = make("a", { href: "/" }, "Back to the shop");
  if (!main.childElementCount) main.append(make("p", { class: "empty" }, "This product is not here. ", back));
}
main.removeAttribute("aria-busy");
