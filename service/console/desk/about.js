// The right pane: what there is to know about the shopper.

import { make } from "../dom.js";
import { icon } from "../icons.js";
import { clock, date, dayKey } from "../times.js";
import { counted } from "../words.js";
import { cards, money, safe } from "./cards.js";
import { outcome, shopper, step } from "./labels.js";

const CONSENTS = { personalization_storage: "Personal suggestions", analytics_storage: "Statistics" };

export function createAbout(frame, { back, open }) {
  const head = make("header", { class: "head-bar" }, make("button", { type: "button", class: "plain from-about", "aria-label": "Back to the conversation", click: back }, icon("back")), make("h2", { tabindex: "-1" }, "About the shopper"));
  const scroll = make("div", { class: "scroll" });
  const made = new Map(); // name -> {key, section}

  const PARTS = [
    ["summary", "So far", ({ detail }) => summary(detail.summary)],
    ["page", "Looks at", ({ row }) => page(row)],
    ["cart", "Cart", ({ detail }) => cart(detail.cart)],
    ["customer", "Customer", ({ detail, row }) => customer(detail.customer, row)],
    ["shown", "Products shown", ({ detail }) => detail.shown?.length > 0 && cards(detail.shown)],
    ["earlier", "Earlier conversations", ({ detail }) => earlier(detail.earlier, open)],
    ["history", "How it was handed on", ({ detail }) => history(detail.history)],
    ["feedback", "Feedback", ({ detail }) => feedback(detail.feedback)],
  ];

  function clear() {
    made.clear();
    scroll.replaceChildren();
    frame.replaceChildren();
  }

  // Only what changed is made anew, so that nothing that is read or focused goes.
  function draw(row, detail) {
    if (!detail) return clear();
    const sections = PARTS.map(([name, label, tell]) => part(name, label, tell, { row, detail })).filter(Boolean);
    if (!frame.contains(head)) frame.replaceChildren(head, scroll);
    sections.forEach((section, place) => scroll.children[place] !== section && scroll.insertBefore(section, scroll.children[place] || null));
    for (const extra of [...scroll.children].slice(sections.length)) extra.remove();
  }

  function part(name, label, tell, told) {
    const source = { summary: told.detail.summary, page: [told.row.page, told.row.online], customer: [told.detail.customer, told.row.email] };
    const key = JSON.stringify(source[name] ?? told.detail[name] ?? null);
    const before = made.get(name);
    if (before?.key === key) return before.section;
    const content = tell(told);
    const section = content ? make("section", { class: "part", "aria-label": label }, make("h3", {}, label), content) : null;
    const at = before?.section ? [...before.section.querySelectorAll("a, button")].indexOf(document.activeElement) : -1;
    if (section && before?.section?.isConnected) before.section.replaceWith(section);
    made.set(name, { key, section });
    if (at >= 0) (section?.querySelectorAll("a, button")[at] || head.querySelector("h2")).focus();
    return section;
  }

  return { draw, clear, focus: () => frame.querySelector("h2")?.focus() };
}

function page(row) {
  if (!row.page || !(row.page.title || row.page.url)) return make("p", { class: "sub" }, row.online ? "An unknown page" : "Not on the page now");
  const address = safe(row.page.url);
  const title = row.page.title || row.page.url;
  return [make("p", {}, address ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title) : title), !row.online && make("p", { class: "sub" }, "The last page; not there now")];
}

function summary(told) {
  if (!told) return null;
  const parts = [
    told.wish && [make("dt", {}, "Wish"), make("dd", {}, told.wish)],
    told.open_question && [make("dt", {}, "Open question"), make("dd", { class: "open-question" }, told.open_question)],
    told.tried?.length > 0 && [make("dt", {}, "Tried"), make("dd", {}, points(told.tried))],
    told.asked?.length > 0 && [make("dt", {}, "Already answered"), make("dd", {}, points(told.asked))],
  ].filter(Boolean);
  return parts.length > 0 && make("dl", { class: "told" }, parts);
}

const points = (texts) => make("ul", { class: "points" }, texts.map((text) => make("li", {}, text)));

function cart(lines) {
  if (!lines?.length) return null;
  const rows = lines.map((line) => {
    const options = [line.size, line.color].filter(Boolean).join(", ");
    return make("li", {}, make("span", { class: "count" }, `${line.quantity} ×`), make("span", {}, line.title, options && make("span", { class: "sub" }, ` ${options}`)), line.price != null && make("span", { class: "price" }, money(line.price * line.quantity, line.currency)));
  });
  const total = lines.every((line) => line.price != null) && lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  return [make("ul", { class: "cart-lines" }, rows), total !== false && make("p", { class: "total" }, make("span", {}, "Total"), make("span", {}, money(Math.round(total * 100) / 100, lines[0].currency)))];
}

function customer(told, row) {
  const consent = Object.entries(told?.consent || {}).map(([key, given]) => `${CONSENTS[key] || key}: ${given === true || given === "granted" ? "yes" : "no"}`);
  const facts = [
    ["Who", `${told?.customer_id || shopper(row)}${told?.customer_id && told.proven === false ? " (not proven)" : ""}`],
    ["E-mail", row.email],
    ["Segment", told?.segment],
    ["Orders", told?.customer_id && counted(told.orders || 0, "order", "orders")],
    ["Consent", consent.join(", ")],
  ].filter(([, value]) => value);
  return make("dl", { class: "pairs" }, facts.map(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

function earlier(conversations, open) {
  if (!conversations?.length) return null;
  const link = (one) => make("a", { href: `?c=${encodeURIComponent(one.conversation_id)}`, click: (event) => choose(event, one.conversation_id, open) }, date(one.opened_at));
  return make("ul", { class: "earlier-list" }, conversations.map((one) => make("li", {}, make("p", {}, link(one), make("span", { class: "sub" }, ` · ${counted(one.messages, "message", "messages")}${one.outcome ? ` · ${outcome(one.outcome)}` : ""}`)), one.last_text && make("p", { class: "sub last" }, one.last_text))));
}

function choose(event, id, open) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(id);
}

function history(steps) {
  if (!steps?.length) return null;
  const when = (at) => (dayKey(at) === dayKey(Date.now()) ? clock(at) : `${date(at)}, ${clock(at)}`);
  return make("ol", { class: "steps" }, steps.map((one) => make("li", {}, make("time", { datetime: one.at }, when(one.at)), make("span", {}, step(one)))));
}

function feedback(told) {
  if (!told) return null;
  return [make("p", { class: "stars" }, make("span", { "aria-hidden": "true" }, "★".repeat(told.rating) + "☆".repeat(5 - told.rating)), make("span", { class: "hidden" }, `${told.rating} of 5 stars`)), told.comment && make("p", {}, `“${told.comment}”`)];
}
