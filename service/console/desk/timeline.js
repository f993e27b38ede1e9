// The conversation in order of time. What is there already is not made again, so that nothing that is read jumps.

import { make } from "../dom.js";
import { icon } from "../icons.js";
import { dayKey } from "../times.js";
import { day, happened, note, pending, said } from "./message.js";

const NEAR = 80; // px from the end that still count as the end
const TOGETHER = 5 * 60_000;
const TYPING = { shopper: "The shopper is typing", bot: "The bot is writing", agent: "An agent is writing" };
const LASTS = { shopper: 8000, bot: 60_000, agent: 8000 };

export function createTimeline({ again, drop }) {
  const list = make("ol", { class: "entries" });
  const typing = make("p", { class: "typing", role: "status" });
  const log = make("div", { class: "log", role: "log", "aria-label": "Messages", tabindex: "0" }, list, typing);
  const jump = make("button", { type: "button", class: "jump", hidden: true, click: () => (toEnd(), log.focus()) }, icon("down"), "New messages");
  const frame = make("div", { class: "timeline" }, log, jump);
  const made = new Map(); // key -> element
  const clocks = {};
  let entries = new Map();
  let end = true;

  // entries: [{key, kind, at, value}] in any order.
  function draw(found) {
    const fresh = found.filter((entry) => !entries.has(entry.key) && entry.kind !== "day");
    const first = !entries.size;
    entries = new Map(found.map((entry) => [entry.key, entry]));
    const wanted = withDays(found.sort(byTime));
    const used = new Set();
    let before = null;
    wanted.forEach((entry, place) => {
      used.add(entry.key);
      const element = made.get(entry.key) || build(entry);
      element.classList.toggle("follows", follows(before, entry));
      if (list.children[place] !== element) list.insertBefore(element, list.children[place] || null);
      before = entry;
    });
    for (const [key, element] of made) if (!used.has(key)) element.remove(), made.delete(key);
    if (first || end || fresh.some(({ kind }) => kind === "pending")) toEnd();
    else if (fresh.some(({ kind }) => kind === "message" || kind === "note")) jump.hidden = false;
  }

  function build(entry) {
    const builders = { day: () => day(entry.at), step: () => happened(entry.value), note: () => note(entry.value), message: () => said(entry.value), pending: () => pending(entry.value, { again, drop }) };
    const element = builders[entry.kind]();
    made.set(entry.key, element);
    return element;
  }

  function toEnd() {
    log.scrollTop = log.scrollHeight;
    jump.hidden = true;
    end = true;
  }

  function setTyping(who, on) {
    clearTimeout(clocks[who]);
    delete clocks[who];
    if (on) clocks[who] = setTimeout(() => setTyping(who, false), LASTS[who] || 8000);
    const now = Object.keys(clocks).map((name) => TYPING[name] || name);
    typing.replaceChildren(...(now.length ? [make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i")), now.join(", ")] : []));
    typing.hidden = false;
    if (end) toEnd();
  }

  function clear() {
    made.clear();
    entries = new Map();
    list.replaceChildren();
    for (const who of Object.keys(clocks)) setTyping(who, false);
    toEnd();
  }

  log.addEventListener("scroll", () => {
    end = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
    if (end) jump.hidden = true;
  }, { passive: true });
  new ResizeObserver(() => end && toEnd()).observe(log);

  return { frame, draw, setTyping, toEnd, clear };
}

const ORDER = { message: 0, step: 1, note: 2, pending: 3 };

// What is on its way comes last; of one moment messages go by their number.
function byTime(one, other) {
  const late = (one.kind === "pending") - (other.kind === "pending");
  return late || (one.kind === "pending" ? one.place - other.place : Date.parse(one.at) - Date.parse(other.at) || ORDER[one.kind] - ORDER[other.kind] || one.place - other.place);
}

function withDays(sorted) {
  let last = "";
  return sorted.flatMap((entry) => {
    const key = dayKey(entry.at);
    if (key === last) return [entry];
    last = key;
    return [{ key: `day ${key}`, kind: "day", at: entry.at }, entry];
  });
}

// Of several messages in a row by the same, only the first says who and when.
function follows(before, { kind, at, value }) {
  if (!before || before.kind !== kind || kind === "step" || kind === "note") return false;
  const same = before.value?.role === value?.role && before.value?.author === value?.author;
  return same && Date.parse(at) - Date.parse(before.at) < TOGETHER;
}
