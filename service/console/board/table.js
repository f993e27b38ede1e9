// The complaint board as a table; each row opens to what buyers wrote.

import { columns, meter, sparkline } from "./charts.js";
import { draw, hidden, make } from "../dom.js";
import { between, counted, day, number, percent, points, severity, sureness } from "../words.js";

const HEADS = [
  ["what", "Product"],
  ["complaint", "Complaint"],
  ["share", "Share"],
  ["lately", "Lately"],
  ["months", "12 months"],
  ["severity", "Severity"],
];
const NAMES = { product: "Product", category: "Category", brand: "Brand", shop: "Complaint" };
// A fall is told as surely as a rise.
const SURE = 0.95;

// The whole shop is one: there the complaint itself names the row.
const heads = (by) => HEADS.filter(([name]) => by !== "shop" || name !== "complaint");

export function board({ rows, by }) {
  const top = Math.max(0.05, ...rows.map((row) => row.high));
  const cells = heads(by).map(([name, label]) =>
    make("th", { scope: "col", class: name }, name === "what" ? NAMES[by] : label),
  );
  return make(
    "table",
    { class: "board" },
    make("caption", { class: "hidden" }, `Complaints by ${by}, worst movers first`),
    make("thead", {}, make("tr", {}, cells)),
    make("tbody", { keydown: walk }, rows.map((row, place) => pair(row, place, top, by))),
  );
}

function pair(row, place, top, by) {
  const detail = make("tr", { class: "detail", id: `detail-${place}`, hidden: true });
  const button = make(
    "button",
    { type: "button", class: "open", "aria-expanded": "false", "aria-controls": detail.id },
    draw("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" }, draw("path", { d: "M4 2 L8 6 L4 10" })),
    make("span", {}, by === "shop" ? row.label : row.name),
  );
  const toggle = () => {
    const open = detail.hidden;
    if (open && !detail.firstChild) detail.append(make("td", { colspan: heads(by).length }, details(row)));
    detail.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    line.classList.toggle("opened", open);
  };
  const line = make(
    "tr",
    { class: "line", click: (event) => getSelection().isCollapsed && !event.target.closest("a") && toggle() },
    make("th", { scope: "row", class: "what" }, button, make("p", { class: "sub" }, beneath(row, by))),
    by !== "shop" && make("td", { class: "complaint" }, make("p", {}, row.label), by === "product" && flags(row)),
    make("td", { class: "share" }, share(row, top)),
    make("td", { class: "lately" }, lately(row)),
    make("td", { class: "months" }, sparkline(row.months, row.usual, row.mover)),
    make("td", { class: "severity" }, make("span", { class: `chip ${severity(row.severity)}` }, severity(row.severity))),
  );
  return [line, detail];
}

function beneath(row, by) {
  const parts = [row.category, row.brand].filter((part) => part && part !== row.name);
  const [one, many] = by === "product" ? ["variant", "variants"] : ["product", "products"];
  if (row.products > 1 || by !== "product") parts.push(counted(row.products, one, many));
  return parts.join(" · ");
}

function flags(row) {
  if (!row.burst_count) return null;
  return make("p", {}, make("span", { class: "chip burst" }, counted(row.burst_count, "suspicious burst", "suspicious bursts")));
}

function share(row, top) {
  return [
    make("p", { class: "figure" }, make("strong", {}, percent(row.share)), make("span", {}, between(row.low, row.high))),
    meter(row, top),
    make("p", { class: "sub" }, `${number(row.support)} of ${counted(row.reviews, "review", "reviews")}`),
  ];
}

function lately(row) {
  if (row.trend == null) return make("p", { class: "sub" }, "too few reviews");
  const fell = row.rose <= 1 - SURE;
  const kind = row.mover ? "up" : fell ? "down" : "flat";
  const said = { up: "rising", down: "falling", flat: "no sure change" }[kind];
  const chance = row.trend < 0 ? 1 - row.rose : row.rose;
  return [
    make("p", { class: `trend ${kind}` }, arrow(kind), make("strong", {}, points(row.trend)), "pts", hidden(`, ${said}`)),
    make("p", { class: "sub" }, kind === "flat" ? said : sureness(chance)),
  ];
}

function arrow(kind) {
  const paths = { up: "M3 13 L13 3 M5.500 3 H13 V10.500", down: "M3 3 L13 13 M5.500 13 H13 V5.500", flat: "M2 8 H14 M9.500 3.500 L14 8 L9.500 12.500" };
  return draw("svg", { class: "arrow", viewBox: "0 0 16 16", "aria-hidden": "true" }, draw("path", { d: paths[kind] }));
}

function details(row) {
  return make(
    "div",
    { class: "details" },
    make("div", {}, make("h2", {}, "In buyers' words"), row.quotes.map(quote), bursts(row)),
    make("div", {}, columns(row.months), facts(row)),
  );
}

function quote(item) {
  const signs = [
    item.date ? make("time", { datetime: item.date }, day(item.date)) : "no date",
    item.rating != null && `${item.rating} of 5 stars`,
    item.verified && "verified buyer",
    item.verified === false && "not verified",
  ].filter(Boolean);
  const line = signs.flatMap((sign, place) => (place ? [" · ", sign] : [sign]));
  return make("blockquote", {}, make("p", {}, `“${item.text}”`), make("footer", {}, line));
}

function bursts(row) {
  if (!row.burst_count) return null;
  const told = row.bursts.map((item) =>
    make("li", {}, `${counted(item.reviews, "review", "reviews")} ${span(item)}, counted as one: “${item.example}”`),
  );
  return [make("h2", {}, "Suspicious bursts"), make("ul", { class: "bursts" }, told)];
}

export function span({ first, last }) {
  if (!first || !last) return "without a date";
  return first === last ? `on ${day(first)}` : `from ${day(first)} to ${day(last)}`;
}

function facts(row) {
  const said = [
    ["Usual", row.usual == null ? null : percent(row.usual)],
    ["Verified buyers", row.verified == null ? null : percent(row.verified)],
    ["Mostly for", row.whom.join(", ")],
    ["Risk", row.risk.toFixed(3)],
    ["Key", row.key],
  ];
  return make("dl", { class: "facts" }, said.filter(([, value]) => value).map(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

// Arrow keys go from row to row.
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (!step || !event.target.matches(".open")) return;
  const buttons = [...event.currentTarget.querySelectorAll(".open")];
  const place = Math.min(Math.max(buttons.indexOf(event.target) + step, 0), buttons.length - 1);
  event.preventDefault();
  buttons[place].focus();
}
