// The page for admins: who the agents are, and the canned answers.

import { get, Refusal } from "../api.js";
import { make, one } from "../dom.js";
import { enter } from "../gate.js";
import { isAdmin } from "../session.js";
import { drawAgents } from "./agents.js";
import { drawCanned } from "./canned.js";

async function open() {
  one("#trouble").hidden = true;
  if (!isAdmin()) return tell("Only admins change the team. Whoever is one can make you one.");
  try {
    const [{ agents }, { canned }] = await Promise.all([get("/v1/desk/agents"), get("/v1/desk/canned")]);
    drawAgents(one("#agents"), agents, changed);
    drawCanned(one("#canned"), canned, changed);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status !== 401) tell(error.message, open);
  }
}

async function changed(said) {
  one("#announced").textContent = said;
  await open();
}

function tell(message, again) {
  const retry = again && make("button", { type: "button", class: "quiet", click: again }, "Try again");
  one("#trouble").replaceChildren(...[make("p", {}, message), retry].filter(Boolean));
  one("#trouble").hidden = false;
}

function close() {
  for (const part of ["#agents", "#canned"]) one(part).replaceChildren();
  for (const shown of document.querySelectorAll("dialog")) shown.close();
}

enter({ view: "team", open, close });
