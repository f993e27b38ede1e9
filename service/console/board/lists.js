// Requested features and suspicious bursts as tables.

import { span } from "./table.js";
import { make } from "../dom.js";
import { number } from "../words.js";

export function requests({ rows, by }) {
  const heads = [["what", "Wished for"], ["whose", { product: "Product", category: "Category", brand: "Brand", shop: "Shop" }[by]], ["count", "Asked for"], ["words", "In buyers' words"]];
  return table("requests", `Requested features by ${by}, most asked for first`, heads, rows, (row) => [
    make("th", { scope: "row", class: "what" }, row.feature),
    make("td", { class: "whose" }, make("p", {}, row.name), make("p", { class: "sub" }, row.category !== row.name && row.category)),
    make("td", { class: "count" }, make("strong", {}, `${number(row.count)}×`), make("p", { class: "sub" }, row.asked_of > 1 && `of ${number(row.asked_of)} ${by === "product" ? "variants" : "products"}`)),
    make("td", { class: "words" }, row.sentences.map((text) => make("blockquote", {}, make("p", {}, `“${text}”`)))),
  ]);
}

export function bursts({ rows }) {
  const heads = [["what", "Product"], ["count", "Reviews"], ["when", "When"], ["words", "They say"]];
  return table("burst-list", "Suspicious bursts of reviews, the newest first", heads, rows, (row) => [
    make("th", { scope: "row", class: "what" }, row.name, make("p", { class: "sub" }, row.category)),
    make("td", { class: "count" }, make("strong", {}, number(row.reviews)), make("p", { class: "sub" }, "counted as one")),
    make("td", { class: "when" }, span(row)),
    make("td", { class: "words" }, make("blockquote", {}, make("p", {}, `“${row.example}”`))),
  ]);
}

function table(name, caption, heads, rows, cells) {
  return make(
    "table",
    { class: name },
    make("caption", { class: "hidden" }, caption),
    make("thead", {}, make("tr", {}, heads.map(([kind, label]) => make("th", { scope: "col", class: kind }, label)))),
    make("tbody", {}, rows.map((row) => make("tr", { class: "line" }, cells(row)))),
  );
}
