// One entry of a conversation as an element: what was said, noted, or happened.

import { make } from "../dom.js";
import { icon } from "../icons.js";
import { clock, dayName } from "../times.js";
import { cards, comparison } from "./cards.js";
import { named, step } from "./labels.js";

const ROLES = { shopper: "Shopper", bot: "Bot" };

export const day = (at) => make("li", { class: "day" }, make("span", {}, dayName(at)));

export const happened = (event) => make("li", { class: "step" }, `${step(event)} · ${clock(event.at)}`);

export function said(message) {
  const from = ROLES[message.role] || message.author || "Agent";
  return make("li", { class: `said ${message.role}` }, head(from, message.at), body(message), offered(message), message.handoff && make("p", { class: "aside" }, "called a person"));
}

export function note({ agent, at, text }) {
  const from = [icon("lock"), "Private note", named(agent) && ` · ${named(agent)}`];
  return make("li", { class: "said private" }, head(from, at), make("p", { class: "bubble" }, text));
}

// A message of one's own on its way; `again` and `drop` for one that was refused.
export function pending(item, { again, drop }) {
  const state = make("p", { class: "state", role: "status" });
  if (item.state === "waiting") state.append("Not sent, trying again");
  else if (item.state === "sending") state.append("Sending…");
  else state.append(`Not sent. ${item.problem} `, action("Take back", () => drop(item)), action("Try again", () => again(item)));
  return make("li", { class: `said agent pending ${item.state}` }, head("You", item.at), body({ text: item.text, products: item.products }), state);
}

function head(from, at) {
  return make("p", { class: "head" }, make("span", { class: "from" }, from), " ", make("time", { datetime: at }, clock(at)));
}

function body({ text, products, comparison: compared }) {
  return [text && make("p", { class: "bubble" }, text), products?.length > 0 && cards(products), compared && comparison(compared)];
}

function offered({ quick_replies: replies }) {
  return replies?.length > 0 && make("p", { class: "aside" }, `offered: ${replies.join(" · ")}`);
}

const action = (label, click) => make("button", { type: "button", class: "text", click }, label);
