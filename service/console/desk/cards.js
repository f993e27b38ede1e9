// Products as the shopper sees them, small: a picture, what it costs, what buyers warn of.

import { hidden, make } from "../dom.js";
import { icon } from "../icons.js";

export function cards(products) {
  return make("ul", { class: "cards" }, products.map((product) => make("li", { class: "card" }, card(product))));
}

export function card(product) {
  const address = safe(product.link);
  const title = address ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, product.title) : product.title;
  return [
    picture(product),
    make("div", { class: "facts" }, make("p", { class: "title" }, title), make("p", { class: "figures" }, price(product), rating(product)), product.warning && make("p", { class: "warned" }, icon("warning"), make("span", {}, product.warning))),
  ];
}

// One line of it, for lists to choose from.
export const brief = (product) => [picture(product), make("span", { class: "title" }, product.title), make("span", { class: "figures" }, price(product))];

export function picture(product) {
  const frame = make("span", { class: "picture", "aria-hidden": "true" });
  const address = safe(product.image_link);
  const missing = () => frame.replaceChildren(icon("picture"));
  if (address) frame.append(make("img", { src: address, alt: "", loading: "lazy", decoding: "async", error: missing }));
  else missing();
  return frame;
}

// What is paid now and, where that is less than before, the list price.
function price({ price: list, sale_price: sale, list_price: before, currency }) {
  const now = sale ?? list;
  const was = sale == null ? before : (before ?? list);
  if (now == null) return null;
  if (!(was > now)) return make("span", { class: "price" }, money(now, currency));
  return [make("ins", { class: "price sale" }, hidden("now "), money(now, currency)), make("del", {}, hidden("before "), money(was, currency))];
}

function rating({ rating: stars, review_count: count }) {
  if (typeof stars !== "number") return null;
  return make("span", { class: "rating" }, icon("star"), hidden("rated "), stars.toFixed(1), count ? ` (${count})` : "");
}

export function money(amount, currency) {
  const digits = Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {};
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency: currency || "USD", ...digits }).format(amount);
  } catch {
    return `${amount} ${currency}`; // a currency that no standard knows
  }
}

// An address that a browser may open; anything else, such as javascript:, is none.
export function safe(address) {
  if (!address) return null;
  try {
    const found = new URL(address, location.href);
    return ["http:", "https:"].includes(found.protocol) ? found.href : null;
  } catch {
    return null;
  }
}

export function comparison({ titles = [], rows = [] }) {
  const head = make("tr", {}, make("td"), titles.map((title) => make("th", { scope: "col" }, title)));
  const body = rows.map(({ label, values = [] }) => make("tr", {}, make("th", { scope: "row" }, label), values.map((value) => make("td", {}, value || "–"))));
  return make("div", { class: "comparison", role: "region", "aria-label": "Comparison", tabindex: "0" }, make("table", {}, make("thead", {}, head), make("tbody", {}, body)));
}
