// The desk: lists, conversation and shopper, kept up to date by the live connection.

import { get, post, Refusal } from "../api.js";
import { make, one } from "../dom.js";
import { enter } from "../gate.js";
import { icon } from "../icons.js";
import { isMe } from "../session.js";
import { createAbout } from "./about.js";
import { createActions } from "./actions.js";
import { createComposer } from "./composer.js";
import { createConversation } from "./conversation.js";
import { help, listen } from "./keys.js";
import { reason, shopper } from "./labels.js";
import { createLists } from "./lists.js";
import { connect } from "./live.js";
import { createNotices } from "./notices.js";
import { createOpened } from "./opened.js";
import { createOutbox } from "./outbox.js";
import { createRows, kept } from "./rows.js";

const page = one("#page");
const rows = createRows();
let live = null;
let missed = null; // frames that came while everything was fetched: told again after it
let clock = 0;
let refetch = 0;
let fetches = 0;
let connected = false;
let loaded = false; // whether the lists were there once: what waits already when one arrives is no news

const outbox = createOutbox({ changed: (id) => id === opened.id() && draw(), sent: (id, message) => id === opened.id() && opened.addMessage(message) });
const opened = createOpened({ changed: arrived, failed });
const notices = createNotices({ open });
const composer = createComposer({ answer: outbox.add, note: writeNote, typing: (id, on) => live?.send({ type: "typing", conversation_id: id, on }) });
const actions = createActions({ current: row, done: acted, refused: tooLate });
const lists = createLists(one("#lists"), rows, { open, help, settings: notices.settings });
const conversation = createConversation(one("#conversation"), { actions, composer, outbox, back: () => leave("lists"), about: () => go("about") });
const about = createAbout(one("#about"), { back: () => leave("conversation"), open });

// Beginning and end

function start() {
  lists.build();
  outbox.load();
  live = connect({ opened: caughtUp, lost: cutOff, frame });
  clock = setInterval(lists.tick, 1000);
  show(wanted());
  fetchAll();
}

function stop() {
  live?.end();
  live = null;
  clearInterval(clock);
  outbox.stop();
  clearTimeout(refetch);
  loaded = connected = false;
  rows.clear();
  opened.open("");
  lists.clear();
  conversation.empty();
  composer.clear();
  about.clear();
  document.title = "Conversations: Aisle";
  announce("");
  one("#toasts").replaceChildren();
  for (const shown of document.querySelectorAll("dialog")) shown.close();
}

async function caughtUp() {
  connected = true;
  live.send({ type: "watch", conversation_id: opened.id() });
  outbox.hurry();
  if (opened.id()) opened.refresh();
  fetchAll();
}

// Where the session has ended the connection does not come back; the question for it brings the sign-in form.
function cutOff() {
  connected = false;
  state(false);
  get("/v1/desk/me").catch((error) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

async function fetchAll() {
  clearTimeout(refetch);
  const mine = (fetches += 1);
  const told = (missed = []);
  try {
    const found = await get("/v1/desk/conversations");
    if (mine !== fetches || !live) return;
    const { arrived: waiting, lost } = rows.replace(found);
    lost.forEach(wentBack);
    if (loaded) waiting.forEach(waits);
    loaded = true;
    told.forEach(apply);
    draw();
    if (connected) state(true);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 401 || mine !== fetches || !live) return;
    state(false);
    refetch = setTimeout(fetchAll, 3000);
  } finally {
    if (missed === told) missed = null;
  }
}

// Frames

function frame(told) {
  missed?.push(told);
  apply(told);
}

function apply(told) {
  const id = told.conversation_id;
  const here = id === opened.id();
  const known = {
    row: () => changed(told.row),
    gone: () => (rows.remove(id), draw()),
    activity: () => spoke(told),
    message: () => here && (opened.addMessage(told.message), opened.later(), quiet(told.message)),
    note: () => here && opened.addNote(told.note),
    typing: () => here && !(told.who === "agent" && isMe(row()?.agent)) && conversation.timeline.setTyping(told.who, told.on),
    page: () => (rows.change(id, { page: told.page, online: told.online }), here && opened.detail() && Object.assign(opened.detail().row, { page: told.page, online: told.online }), draw()),
    cart: () => here && opened.later(),
    lost: () => wentBack(rows.get(id) || { conversation_id: id }),
  };
  known[told.type]?.();
}

function changed(row) {
  const { arrived: waiting, before } = rows.put(row);
  waiting.forEach(waits);
  if (row.conversation_id === opened.id() && (before?.handler !== row.handler || before?.agent?.agent_id !== row.agent?.agent_id || before?.team !== row.team)) opened.refresh();
  draw();
}

function spoke({ conversation_id: id, last_at, last_role, last_text }) {
  const found = rows.change(id, { last_at, last_role, last_text });
  if (!found) return void (clearTimeout(refetch), (refetch = setTimeout(fetchAll, 500)));
  const mine = kept(found) === "mine";
  if (mine && last_role === "shopper") {
    if (id !== opened.id()) announce(`New message from ${shopper(found)}`);
    notices.tell(shopper(found), last_text || "New message", id);
  }
  draw();
}

// Who has spoken does not type any more.
const quiet = ({ role }) => conversation.timeline.setTyping(role, false);

function waits(row) {
  const why = reason(row.reason);
  announce(`New conversation waiting: ${[shopper(row), why].filter(Boolean).join(", ")}`);
  notices.tell("Somebody is waiting", [shopper(row), why].filter(Boolean).join(": "), row.conversation_id);
}

function wentBack(row) {
  const said = `The conversation with ${shopper(row)} went back to the queue because your connection was lost.`;
  const close = () => (toast.remove(), lists.focus(row.conversation_id));
  const look = make("button", { type: "button", class: "quiet", click: () => (toast.remove(), open(row.conversation_id)) }, "Open");
  const toast = make("div", { class: "toast", "data-id": row.conversation_id }, make("p", {}, said), look, make("button", { type: "button", class: "plain", "aria-label": "Dismiss", click: close }, icon("close")));
  [...one("#toasts").children].find(({ dataset }) => dataset.id === row.conversation_id)?.remove();
  one("#toasts").append(toast);
  notices.tell("A conversation was lost", said, row.conversation_id);
}

// The open conversation

function row() {
  return rows.get(opened.id()) || opened.detail()?.row || null;
}

const wanted = () => new URLSearchParams(location.search).get("c") || "";

function open(id) {
  if (id !== wanted()) history.pushState({ inside: true }, "", `?c=${encodeURIComponent(id)}`);
  show(id);
  conversation.focus();
}

function show(id) {
  page.dataset.pane = id ? "conversation" : "lists";
  page.toggleAttribute("data-open", Boolean(id));
  if (id !== opened.id()) {
    opened.open(id);
    about.clear();
    if (!id) conversation.empty();
    live?.send({ type: "watch", conversation_id: id });
  }
  look();
  lists.setCurrent(id);
  draw();
}

// On a phone one pane is seen at a time.
function go(pane) {
  page.dataset.pane = pane;
  ({ lists: () => lists.focus(opened.id()), conversation: conversation.focus, about: about.focus })[pane]();
}

function leave(pane) {
  go(pane);
  if (pane === "lists") look();
}

function look() {
  if (opened.id() && !document.hidden && (page.dataset.pane !== "lists" || innerWidth >= 760)) rows.see(opened.id());
}

function arrived() {
  const told = opened.detail();
  if (told) rows.change(told.row.conversation_id, told.row);
  draw();
}

function failed(error, loaded) {
  if (error.status === 401) return;
  if (!loaded) conversation.draw(opened.id(), null, [], true);
  conversation.refuse(error.status === 404 ? "There is no such conversation." : error.message, error.status === 404 ? null : () => (conversation.settle(), opened.refresh()));
}

function acted(told, step) {
  conversation.settle();
  changed(told);
  const said = { take: "The conversation is yours", join: "The conversation is yours", transfer: "Handed on", return: "Back with the bot", close: "Closed" }[step];
  announce(said);
  if (isMe(told.agent)) composer.focus();
  else conversation.focus();
}

// Somebody was faster, or it is not ours any more: what it is now is fetched.
function tooLate(error) {
  if (error.status === 401) return;
  conversation.refuse(error.message);
  fetchAll();
  opened.refresh();
}

async function writeNote(id, text) {
  try {
    const { note } = await post(`/v1/desk/conversations/${encodeURIComponent(id)}/notes`, { text });
    if (id === opened.id()) opened.addNote(note);
    return "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.message;
  }
}

// What is seen

function draw() {
  look();
  const id = opened.id();
  if (id) {
    conversation.draw(id, row(), opened.entries(outbox.of(id)), Boolean(opened.detail()));
    if (row()) about.draw(row(), opened.detail());
  }
  lists.draw();
  const count = rows.count();
  document.title = `${count ? `(${count}) ` : ""}Conversations: Aisle`;
}

function state(connected) {
  const said = "Connection lost, trying again…";
  const place = one("#connection");
  page.classList.toggle("offline", !connected);
  if (connected) place.replaceChildren();
  else if (!place.firstChild) place.append(make("p", {}, said), make("button", { type: "button", class: "text", click: () => live?.hurry() }, "Try now"));
}

function announce(said) {
  one("#announced").textContent = said;
}

listen({
  take: () => actions.start(row()?.handler === "bot" ? "join" : "take"),
  transfer: () => actions.start("transfer"),
  return: () => actions.start("return"),
  close: () => actions.start("close"),
  write: composer.focus,
  note: composer.swap,
  canned: composer.openCanned,
  products: composer.openFinder,
  next: () => walk(1),
  previous: () => walk(-1),
  lists: () => go("lists"),
  about: () => go("about"),
  help,
});

function walk(by) {
  const id = lists.beside(by);
  if (id) open(id);
}

window.addEventListener("popstate", () => !page.hidden && show(wanted()));
document.addEventListener("visibilitychange", () => !page.hidden && draw());
enter({ view: "desk", open: start, close: stop });
