// The home page: what is recommended, or what was searched for.
import { card, consent, fetchJson, make, persona, recommend, startPage, whenAisle } from "/demo/demo.js";

const form = document.querySelector(".search");
const title = document.querySelector("#shelf-title");
const note = document.querySelector("#shelf-note");
const grid = document.querySelector(".grid");
let wanted = 0; // the newest request; older answers are dropped

async function show(heading, explain, find) {
  const mine = (wanted += 1);
  const results = await find().catch(() => null);
  if (mine !== wanted) return;
  title.textContent = heading;
  note.replaceChildren(...explain);
  grid.replaceChildren(...(results || []).map(card));
  if (!results) grid.append(make("li", { class: "empty" }, "The shop is just opening. Please try again in a moment."));
  else if (!results.length) grid.append(make("li", { class: "empty" }, "Nothing fits. Try fewer words, or ask the assistant."));
}

function shopperName() {
  const option = document.querySelector("#persona").selectedOptions[0];
  return persona.read() && option ? option.textContent.split(",")[0] : "";
}

function showPicks() {
  const known = Boolean(persona.read());
  const personal = known && consent.granted("personalization_storage");
  const heading = personal ? `Picked for ${shopperName() || "you"}` : "Popular right now";
  show(heading, known && !personal ? allowHint() : [], () => recommend(12));
}

function allowHint() {
  const allow = () => whenAisle((aisle) => aisle.openPreferences());
  return ["Personal picks are switched off. ", make("button", { type: "button", class: "link", click: allow }, "Switch them on")];
}

function showSearch(words) {
  const query = new URLSearchParams({ q: words, k: 24 });
  const limit = form.elements.max_price.value;
  if (limit) query.set("max_price", limit);
  const heading = words ? `Results for “${words}”` : "Within your budget";
  show(heading, [], async () => (await fetchJson(`/v1/search?${query}`)).results);
}

function refresh() {
  const words = form.elements.q.value.trim();
  if (words || form.elements.max_price.value) showSearch(words);
  else showPicks();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  refresh();
  grid.scrollIntoView({ block: "nearest" });
});
form.elements.q.addEventListener("search", refresh);
form.elements.max_price.addEventListener("change", refresh);
document.addEventListener("shopper", refresh);
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => whenAisle((aisle) => aisle.send(button.dataset.ask)));
}

form.elements.q.value = new URLSearchParams(location.search).get("q") || "";
await startPage();
refresh();
