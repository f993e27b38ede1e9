// The lists beside the conversation: mine, who waits, who is there.

import { make } from "../dom.js";
import { icon } from "../icons.js";
import { session } from "../session.js";
import { lately, waited } from "../times.js";
import { reason, shopper, withWhom } from "./labels.js";

const LISTS = [
  ["mine", "Mine", "Nothing is yours right now."],
  ["queue", "Waiting", "Nobody is waiting."],
  ["live", "Here now", "No shopper is here right now."],
];
const KEY = "aisle:desk-team";

// `rows` is what the desk knows; open(id) is called for the one that is chosen.
export function createLists(frame, rows, { open, help, settings }) {
  const links = new Map(); // conversation id -> its list item and the parts that change
  const parts = {};
  let current = "";
  let filter = null;

  function build() {
    links.clear();
    filter = teams();
    const head = make("div", { class: "lists-head" }, filter || make("p", { class: "sub" }, "Conversations"), button("bell", "Notifications", settings), button("keys", "Keyboard shortcuts", help));
    const sections = LISTS.map(([name, label, none]) => {
      const count = make("span", { class: "count" });
      const list = make("ul", { class: "rows", "aria-labelledby": `list-${name}`, keydown: walk });
      const empty = make("p", { class: "empty" }, none);
      parts[name] = { list, count, empty };
      return make("div", { class: "list" }, make("h2", { id: `list-${name}` }, label, " ", count), list, empty);
    });
    frame.replaceChildren(head, make("div", { class: "scroll" }, sections));
  }

  function teams() {
    if (!session.teams.length) return null;
    const options = ["", ...session.teams].map((team) => make("option", { value: team }, team || "Every team"));
    const select = make("select", { "aria-label": "Show the team", change: () => (localStorage.setItem(KEY, select.value), draw()) }, options);
    const kept = localStorage.getItem(KEY) || "";
    select.value = session.teams.includes(kept) ? kept : "";
    return select;
  }

  function draw() {
    const focused = frame.contains(document.activeElement) ? document.activeElement : null;
    const next = focused && neighbour(focused);
    const found = rows.lists(filter?.value || "");
    const shown = new Set();
    for (const [name] of LISTS) {
      const { list, count, empty } = parts[name];
      found[name].forEach((row, place) => {
        shown.add(row.conversation_id);
        const { item } = dress(row, name);
        if (list.children[place] !== item) list.insertBefore(item, list.children[place] || null);
      });
      count.textContent = found[name].length || "";
      empty.hidden = found[name].length > 0;
    }
    for (const [id, { item }] of links) if (!shown.has(id)) item.remove(), links.delete(id);
    if (focused && document.activeElement !== focused) (focused.isConnected ? focused : next?.isConnected ? next : frame.querySelector("a, select, button"))?.focus({ preventScroll: true });
  }

  function dress(row, name) {
    const known = links.get(row.conversation_id) || item(row.conversation_id);
    const { link, dot, who, time, last, signs, flag } = known;
    const unread = rows.unread(row);
    link.classList.toggle("unread", unread);
    if (row.conversation_id === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    dot.classList.toggle("on", Boolean(row.online));
    who.textContent = shopper(row);
    flag.textContent = [row.online ? "" : "not on the page", unread ? "new message" : ""].filter(Boolean).join(", ");
    time.dataset.since = name === "queue" ? row.requested_at || "" : "";
    time.dataset.last = row.last_at || "";
    time.classList.toggle("waiting", name === "queue");
    tell(time);
    last.textContent = `${row.last_role === "agent" ? "You: " : row.last_role === "bot" ? "Bot: " : ""}${row.last_text || ""}`.replace("You: ", name === "mine" ? "You: " : "Desk: ");
    const said = chips(row, name);
    const key = JSON.stringify(said);
    if (signs.dataset.key !== key) {
      signs.dataset.key = key;
      signs.replaceChildren(...said.map(chip));
    }
    return known;
  }

  function item(id) {
    const dot = make("span", { class: "dot" });
    const who = make("span", { class: "name" });
    const flag = make("span", { class: "hidden" });
    const time = make("time", { class: "time" });
    const last = make("span", { class: "last" });
    const signs = make("span", { class: "signs" });
    const link = make("a", { class: "row", href: `?c=${encodeURIComponent(id)}`, click: (event) => choose(event, id) }, make("span", { class: "line" }, dot, who, flag, time), last, signs);
    const known = { item: make("li", {}, link), link, dot, who, flag, time, last, signs };
    links.set(id, known);
    return known;
  }

  function choose(event, id) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(id);
  }

  const all = () => [...frame.querySelectorAll("a.row")];

  function neighbour(link) {
    const found = all();
    const place = found.indexOf(link);
    return found[place + 1] || found[place - 1];
  }

  // Arrow keys go from row to row, through all lists.
  function walk(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const found = all();
    const place = found.indexOf(document.activeElement);
    if (!by || place < 0) return;
    event.preventDefault();
    found[place + by]?.focus();
  }

  // The row after or before the open one.
  function beside(by) {
    const found = all();
    const place = found.findIndex((link) => link.hasAttribute("aria-current"));
    const next = found[place < 0 ? (by > 0 ? 0 : found.length - 1) : place + by];
    return next ? new URL(next.href).searchParams.get("c") : null;
  }

  function clear() {
    links.clear();
    current = "";
    frame.replaceChildren();
  }

  function setCurrent(id) {
    current = id;
    draw();
  }

  const tick = () => frame.querySelectorAll("time.time").forEach(tell);

  const focus = (id) => (links.get(id)?.link || all()[0] || frame.querySelector("select, button"))?.focus();

  return { build, draw, clear, setCurrent, tick, focus, beside };
}

function tell(time) {
  const { since, last } = time.dataset;
  const said = since ? waited(since) : last ? lately(last) : "";
  if (time.textContent !== said) time.textContent = said;
}

function chips(row, name) {
  const page = row.page?.title || row.page?.url;
  return [
    name === "queue" && row.reason && ["reason", reason(row.reason)],
    name === "live" && row.handler === "agent" && ["with", withWhom(row)],
    row.team && ["team", row.team],
    row.email && ["mail", "e-mail"],
    name === "live" && page && ["page", page],
  ].filter(Boolean);
}

const chip = ([kind, text]) => make("span", { class: kind === "page" ? "page-title" : `chip ${kind}` }, kind === "mail" && icon("mail"), text);

const button = (drawing, label, click) => make("button", { type: "button", class: "plain", "aria-label": label, title: label, click }, icon(drawing));
