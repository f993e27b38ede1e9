// What can be done with a conversation: take, join, hand on, give back, close.

import { post, Refusal } from "../api.js";
import { choices, dialog, field } from "../dialog.js";
import { make } from "../dom.js";
import { isMe, session } from "../session.js";
import { OUTCOMES } from "./labels.js";

const OTHER = "other";
const isMine = (row) => row.handler === "agent" && isMe(row.agent);

// done(row) is told the conversation after it; refused(message) why not.
export function createActions({ current, done, refused }) {
  const path = (row, step) => `/v1/desk/conversations/${encodeURIComponent(row.conversation_id)}/${step}`;

  async function act(row, step, body) {
    const answer = await post(path(row, step), body);
    done(answer.row, step);
  }

  async function press(step, body) {
    const row = current();
    if (!row) return;
    try {
      await act(row, step, body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused(error, row);
    }
  }

  const can = {
    take: (row) => row.handler === "queue",
    join: (row) => row.handler === "bot",
    transfer: isMine,
    return: isMine,
    close: (row) => row.handler === "queue" || isMine(row),
  };

  const run = { take: () => press("take"), join: () => press("join"), return: () => press("return"), transfer, close };

  function transfer() {
    const row = current();
    const select = make("select", { name: "team" }, choices(teams(row)));
    dialog({
      title: "Hand it on",
      content: [make("p", { class: "sub" }, "It waits again; whoever takes it sees everything said so far."), field("To", select)],
      confirm: "Hand on",
      submit: ({ team }) => act(row, "transfer", { team }),
    });
  }

  function close() {
    const row = current();
    const radio = ([value, label], place) => make("label", { class: "choice" }, make("input", { type: "radio", name: "outcome", value, checked: place === 0 }), label);
    const other = field("In your words", make("input", { name: "other", maxlength: 200, input: ({ target }) => (target.form.elements.outcome.value = OTHER) }));
    dialog({
      title: "Close the conversation",
      content: [make("fieldset", { class: "outcomes" }, make("legend", { class: "sub" }, "How did it end?"), [...OUTCOMES, [OTHER, "Something else"]].map(radio)), other],
      confirm: "Close it",
      submit({ outcome, other: words }) {
        if (outcome !== OTHER) return act(row, "close", { outcome });
        if (!words.trim()) return "Say in a few words how it ended.";
        return act(row, "close", { outcome: words.trim() });
      },
    });
  }

  const teams = (row) => [...session.teams.filter((team) => team !== row.team).map((team) => [team, team]), ["", "Whoever is free"]];

  // By its name, where the conversation allows it.
  function start(step) {
    const row = current();
    if (row && can[step](row)) run[step]();
    return Boolean(row);
  }

  const allowed = (row) => Object.keys(can).filter((step) => can[step](row));

  return { start, allowed };
}
