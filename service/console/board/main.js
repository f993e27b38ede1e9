// The complaint board: shows what the address says.

import { Refusal } from "../api.js";
import { make, one } from "../dom.js";
import { enter } from "../gate.js";
import { counted, number } from "../words.js";
import { bursts, requests } from "./lists.js";
import { load, save } from "./reviews.js";
import { board } from "./table.js";

const LIMIT = 50;
const VIEWS = {
  board: {
    title: "Complaints",
    lead: "What buyers complain about. What surely rose in the last three months comes first, then what puts most buyers at risk.",
    table: board,
    names: ["complaint", "complaints"],
    filters: ["ways", "aspect", "text"],
    none: "No complaint of at least three reviews fits these filters.",
  },
  requests: {
    title: "Requests",
    lead: "What buyers wish a product had, in their own words; most asked for first.",
    table: requests,
    names: ["wish", "wishes"],
    filters: ["ways", "text"],
    none: "Nobody asked for anything here.",
  },
  bursts: {
    title: "Bursts",
    lead: "Near-identical reviews of one product within a short time. Each burst counts as one review.",
    table: bursts,
    names: ["burst", "bursts"],
    filters: ["text"],
    none: "No suspicious bursts. Every review counts as one.",
  },
};
const tools = one(".tools");
let running = new AbortController();
let asked = read();
let typing = 0;

// What is shown is in the address, so that it can be kept and sent on; who asks is not.
function read() {
  const said = new URLSearchParams(location.search);
  const view = said.get("view") in VIEWS ? said.get("view") : "board";
  const by = ["product", "category", "brand", "shop"].includes(said.get("by")) ? said.get("by") : "product";
  return { view, by, aspect: said.get("aspect") || "", q: said.get("q") || "", offset: Math.max(0, parseInt(said.get("offset"), 10) || 0) };
}

function query() {
  const { view, by, aspect, q } = asked;
  const whole = by === "shop" && view !== "bursts";
  return { by: view === "bursts" ? "" : by, aspect: view === "board" ? aspect : "", q: whole ? "" : q };
}

function go(changes, keep = false) {
  asked = { ...asked, offset: 0, ...changes };
  const filled = Object.entries({ view: asked.view, ...query(), offset: asked.offset || "" }).filter(([, value]) => value);
  history[keep ? "replaceState" : "pushState"](null, "", `?${new URLSearchParams(filled)}`);
  show();
}

function dress() {
  const view = VIEWS[asked.view];
  document.title = `${view.title}: Aisle`;
  one("#title").textContent = view.title;
  one("#lead").textContent = view.lead;
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === asked.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  one("#ways").hidden = !view.filters.includes("ways");
  one("#aspect").hidden = !view.filters.includes("aspect");
  tools.elements.by.value = asked.by;
  one("#aspect").value = asked.aspect;
  if (document.activeElement !== one("#text")) one("#text").value = asked.q;
  one("#legend").hidden = asked.view !== "board";
  one("#text").disabled = asked.by === "shop" && asked.view !== "bursts";
}

async function show() {
  dress();
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const results = one("#results");
  results.setAttribute("aria-busy", "true");
  try {
    const found = await load(asked.view, { ...query(), limit: LIMIT, offset: asked.offset }, signal);
    fill(found);
  } catch (error) {
    if (error.name !== "AbortError") fail(error);
  } finally {
    if (!signal.aborted) results.removeAttribute("aria-busy");
  }
}

function fill(found) {
  const view = VIEWS[asked.view];
  one("#trouble").hidden = true;
  if (found.aspects) offer(found.aspects);
  one("#status").textContent = found.total ? heading(found, view) : "";
  const none = make("p", { class: "none" }, view.none);
  one("#results").replaceChildren(found.total ? view.table({ by: asked.by, ...found }) : none);
  turn(found);
}

function heading({ total, movers }, view) {
  const told = counted(total, ...view.names);
  return movers ? `${told}, ${number(movers)} of them surely rising` : told;
}

function offer(aspects) {
  const every = make("option", { value: "" }, "Every complaint");
  const options = aspects.map(({ aspect, label }) => make("option", { value: aspect }, label));
  one("#aspect").replaceChildren(every, ...options);
  one("#aspect").value = asked.aspect;
}

function turn({ total, offset, rows }) {
  one("#pages").hidden = total <= LIMIT;
  one("#before").disabled = offset === 0;
  one("#after").disabled = offset + rows.length >= total;
  one("#place").textContent = `${number(offset + 1)}–${number(offset + rows.length)} of ${number(total)}`;
}

// What was shown before is no answer to what is asked now.
function fail(error) {
  one("#results").replaceChildren();
  one("#status").textContent = "";
  one("#pages").hidden = true;
  refuse(error, show);
}

function refuse(error, again) {
  if (!(error instanceof Refusal)) throw error;
  if (error.status === 401) return; // the gate asks who it is
  const retry = make("button", { type: "button", class: "quiet", click: again }, "Try again");
  one("#trouble").replaceChildren(make("p", {}, error.message), retry);
  one("#trouble").hidden = false;
}

// Whoever signs out leaves nothing on the screen.
function clear() {
  running.abort();
  one("#results").replaceChildren();
  one("#status").textContent = "";
}

async function download() {
  const button = one("#download");
  button.disabled = true;
  try {
    await save(asked.view, query());
    one("#trouble").hidden = true;
  } catch (error) {
    refuse(error, download);
  } finally {
    button.disabled = false;
  }
}

one("#download").addEventListener("click", download);
one("#before").addEventListener("click", () => go({ offset: Math.max(0, asked.offset - LIMIT) }));
one("#after").addEventListener("click", () => go({ offset: asked.offset + LIMIT }));
tools.addEventListener("submit", (event) => event.preventDefault());
tools.addEventListener("change", ({ target }) => target.name !== "q" && go({ [target.name]: target.value }));
one("#text").addEventListener("input", ({ target }) => {
  clearTimeout(typing);
  typing = setTimeout(() => go({ q: target.value.trim() }, true), 250);
});
one("#top").addEventListener("click", (event) => {
  const link = event.target.closest("[data-view]");
  if (!link || !(link.dataset.view in VIEWS) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({ view: link.dataset.view });
});
addEventListener("popstate", () => {
  asked = read();
  if (!one("#page").hidden) show();
});
enter({ view: asked.view, open: show, close: clear });
