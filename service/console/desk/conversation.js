// The middle pane: with whom, what can be done, what was said, where to write.

import { make } from "../dom.js";
import { icon } from "../icons.js";
import { isMe } from "../session.js";
import { reason, shopper, withWhom } from "./labels.js";
import { createTimeline } from "./timeline.js";

const LABELS = {
  take: ["Take", "Alt+T"],
  join: ["Join", "Alt+T"],
  transfer: ["Hand on", "Alt+M"],
  return: ["Back to bot", "Alt+B"],
  close: ["Close", "Alt+X"],
};

export function createConversation(frame, { actions, composer, outbox, back, about }) {
  const name = make("h2", { id: "with-whom", tabindex: "-1" });
  const state = make("p", { class: "sub presence" });
  const buttons = make("div", { class: "actions", role: "group", "aria-label": "What to do with it" });
  const trouble = make("div", { class: "trouble", role: "alert", hidden: true });
  const foot = make("div", { class: "foot" });
  const timeline = createTimeline({
    again: outbox.again,
    drop: (item) => (outbox.drop(item), composer.takeBack(item)),
  });
  const nothing = make("div", { class: "nothing" }, make("p", {}, make("strong", {}, "Choose a conversation")), make("p", { class: "sub" }, "Alt+J and Alt+K go from one to the next; Alt+H lists every key."));
  const details = make("button", { type: "button", class: "plain wide to-about", click: about }, icon("info"), "Details");
  const head = make(
    "header",
    { class: "head-bar" },
    make("button", { type: "button", class: "plain to-lists", "aria-label": "Back to the lists", click: back }, icon("back")),
    make("div", { class: "whom" }, name, state),
    buttons,
    details,
  );
  let shown = "";
  let noting = false;

  function empty() {
    shown = "";
    frame.replaceChildren(nothing);
  }

  // `row` is null until it is known.
  function draw(id, row, entries, loaded) {
    if (id !== shown) begin(id);
    timeline.frame.toggleAttribute("aria-busy", !loaded);
    if (!row) return;
    name.textContent = shopper(row);
    state.replaceChildren(make("span", { class: row.online ? "dot on" : "dot" }), told(row));
    dress(row);
    timeline.draw(entries);
  }

  function begin(id) {
    shown = id;
    noting = false;
    timeline.clear();
    name.textContent = state.textContent = "";
    buttons.replaceChildren();
    foot.replaceChildren();
    foot.dataset.key = buttons.dataset.key = "";
    settle();
    frame.replaceChildren(head, trouble, timeline.frame, foot);
  }

  function dress(row) {
    const steps = actions.allowed(row);
    if (changed(buttons, steps)) {
      const had = buttons.contains(document.activeElement);
      buttons.replaceChildren(...steps.map(button));
      if (had) (buttons.querySelector("button") || name).focus();
    }
    const mine = row.handler === "agent" && isMe(row.agent);
    if (!changed(foot, [mine, noting, mine || told(row, true)])) return composer.show(shown, mine);
    const had = foot.contains(document.activeElement);
    foot.replaceChildren(...(mine ? [composer.form] : [bar(row), noting && composer.form].filter(Boolean)));
    composer.show(shown, mine);
    if (mine && had) composer.focus();
  }

  function button(step) {
    const [label, keys] = LABELS[step];
    const main = step === "take" || step === "join";
    return make("button", { type: "button", class: main ? "primary" : "quiet", title: `${label} (${keys})`, "aria-keyshortcuts": keys, click: () => actions.start(step) }, label);
  }

  function bar(row) {
    const write = make("button", { type: "button", class: "text", click: () => openNote(row) }, "Private note");
    return make("div", { class: "bar-below" }, make("p", {}, told(row, true)), !noting && write);
  }

  function openNote(row) {
    noting = true;
    dress(row);
    composer.focus();
  }

  function refuse(message, again) {
    trouble.replaceChildren(make("p", {}, message), again ? make("button", { type: "button", class: "quiet", click: again }, "Try again") : make("button", { type: "button", class: "plain", "aria-label": "Dismiss", click: settle }, icon("close")));
    trouble.hidden = false;
  }

  function settle() {
    if (trouble.contains(document.activeElement)) name.focus();
    trouble.hidden = true;
    trouble.replaceChildren();
  }

  empty();
  return { draw, empty, refuse, settle, timeline, focus: () => (frame.contains(name) ? name : frame).focus() };
}

// What there is to know before one does anything.
function told(row, long = false) {
  if (!long) return [row.online ? "On the page now" : "Not on the page", row.handler === "queue" && reason(row.reason), row.team, row.email].filter(Boolean).join(" · ");
  if (row.handler === "queue") return "Waiting for a person. Take it to answer; until then the bot goes on helping.";
  if (row.handler === "bot") return "The bot answers here. Join to take the word.";
  return `This conversation is ${withWhom(row)}.`;
}

// Whether the values differ from those that the element was last made of.
function changed(element, values) {
  const key = JSON.stringify(values);
  if (element.dataset.key === key) return false;
  element.dataset.key = key;
  return true;
}
