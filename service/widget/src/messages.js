// The conversation on the screen: what was said, the products shown, the suggested answers.
//
// What was said stands in the order of its ids; what the service has not numbered yet stands at the end.
function createMessages({ send, act, retry, voice }) {
  const list = element("div", { class: "list" });
  const writer = element("span", { class: "writer" });
  const dots = [element("i"), element("i"), element("i")];
  const typing = element("div", { class: "typing", hidden: true }, writer, ...dots);
  const replies = element("div", { class: "replies", role: "group" });
  const slot = element("div", { class: "slot" }); // what asks the shopper something at the end of the conversation
  const log = element("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0" }, list, typing, replies, slot);
  let entries = []; // {id, message, row} in the order on the screen; id is Infinity until the service gave one
  let latest = null; // the carousel that "the second one" speaks of
  let answering = null; // the first row of the answer to what was said last
  let sent = null; // the row that says "Sent"

  let stuck = true; // the shopper reads the end of it
  log.addEventListener("scroll", () => (stuck = atEnd(40)), { passive: true });
  // A bar above or a keyboard below takes room: the end stays in sight.
  new ResizeObserver(() => stuck && toEnd()).observe(log);

  telling(() => {
    replies.setAttribute("aria-label", words.answers);
    log.setAttribute("aria-label", words.conversation);
    for (const entry of entries) redraw(entry);
  });

  // Puts the shopper's own message at the end, where its answer will stand.
  function addOwn(item) {
    const entry = ofItem(item.id) || enter({ role: "shopper", message_id: item.id, text: item.text }, Infinity);
    entry.item = item;
    if (entry.id === Infinity) place(entry);
    showState(item);
    answering = null;
    toEnd();
  }

  // False where it stands here already. `quiet` is history, which nobody wants announced.
  function add(message, { quiet = false } = {}) {
    const mine = message.message_id && ofItem(message.message_id);
    if (mine) return number(mine, message.id), false;
    if (entries.some(({ id }) => id === message.id)) return false;
    const near = atEnd();
    const entry = enter(message, message.id);
    if (quiet || message.role === "shopper") return Boolean(entry);
    voice.say(spoken(message));
    tick(null);
    setTyping("");
    if (entry) reveal(entry.row, message, near);
    return true;
  }

  function number(entry, id) {
    if (entry.id !== Infinity || !id) return;
    entry.id = id;
    place(entry);
  }

  function enter(message, id) {
    const row = message.role === "shopper" ? shopperRow(message.text) : assistantRow(message);
    if (!row) return null;
    const entry = { id, message, row };
    entries.push(entry);
    place(entry);
    log.removeAttribute("data-empty");
    return entry;
  }

  function place(entry) {
    entries = entries.filter((other) => other !== entry);
    const before = entries.findLastIndex(({ id }) => id <= entry.id);
    entries.splice(before + 1, 0, entry);
    const next = entries[before + 2];
    if (entry.row.nextSibling !== (next ? next.row : null) || !entry.row.parentNode) list.insertBefore(entry.row, next ? next.row : null);
  }

  function redraw(entry) {
    const fresh = entry.message.role === "shopper" ? shopperRow(entry.message.text) : assistantRow(entry.message);
    entry.row.replaceWith(fresh);
    entry.row = fresh;
    if (entry.item && entry.item.state !== "sent") showState(entry.item);
  }

  function assistantRow(message) {
    const row = element("div", { class: message.role === "agent" ? "bot agent" : "bot" });
    const author = message.author || words.person;
    if (message.role === "agent") row.append(element("p", { class: "author", "aria-hidden": "true" }, author));
    const said = message.role === "agent" ? words.agentSaid(author) : words.botSaid;
    if (message.text) row.append(element("p", { class: "said" }, hidden(said), ...linked(message.text)));
    if ((message.products || []).length) row.append(...carousel(message.products));
    if (message.comparison) row.append(comparisonTable(message.comparison));
    return row.querySelector(":scope > :not(.author)") ? row : null;
  }

  function carousel(products) {
    const parts = productCarousel(products, (name, product, place, cards) => act(name, product, cards === latest ? place : -1));
    latest = parts[1].querySelector(".cards");
    return parts;
  }

  function greet(text, suggestions) {
    clear();
    enter({ role: "bot", text }, 0);
    offer(suggestions);
    log.setAttribute("data-empty", "");
  }

  // A step of the conversation that nobody said, such as who came in.
  function addEvent(text) {
    const row = element("p", { class: "event" }, text);
    list.append(row);
    voice.say(text);
    if (atEnd(200)) toEnd();
  }

  function offer(texts) {
    const choose = (text) => () => keepingFocus(() => send(text));
    const buttons = texts.map((text) => element("button", { type: "button", click: choose(text) }, text));
    replies.replaceChildren(...buttons);
  }

  // A button that vanishes when pressed leaves the focus in the conversation.
  function keepingFocus(press) {
    log.focus({ preventScroll: true });
    press();
  }

  function showState(item, problem) {
    const entry = ofItem(item.id);
    if (!entry) return;
    entry.row.dataset.state = item.state;
    const note = entry.row.querySelector(".note");
    if (problem) note.replaceChildren(...stateNote(item.state, problem, () => keepingFocus(() => retry(item))));
    else note.replaceChildren();
    if (item.state === "sent") tick(note);
  }

  function tick(note) {
    if (sent && sent.dataset.tick) sent.replaceChildren();
    sent = note;
    if (!note) return;
    note.dataset.tick = "true";
    note.replaceChildren(drawIcon("check"), words.sent);
  }

  // A tall answer is shown from its beginning, so that the sentence is read before the cards;
  // the question above it stays in sight unless it would push the answer out.
  function reveal(row, message, near) {
    if (message.role === "agent") return near && toEnd(motion());
    if (!answering && !near) return;
    answering = answering || row;
    const above = answering.previousElementSibling;
    const asked = above && above.classList.contains("shopper") && above.offsetHeight < log.clientHeight / 2;
    const start = (asked ? above : answering).offsetTop - 16;
    const end = log.scrollHeight - log.clientHeight;
    log.scrollTo({ top: Math.min(start, end), behavior: motion() });
  }

  function atEnd(slack = 160) {
    return log.scrollHeight - log.clientHeight - log.scrollTop < slack;
  }

  function toEnd(behavior = "auto") {
    log.scrollTo({ top: log.scrollHeight, behavior });
  }

  // who: the words for whoever writes, "" for nobody.
  function setTyping(who) {
    const near = atEnd();
    typing.hidden = !who;
    writer.className = who && who !== words.typing ? "writer" : "writer hidden";
    writer.textContent = who;
    if (who && near) toEnd();
  }

  function clear() {
    log.removeAttribute("data-empty");
    entries = [];
    latest = answering = sent = null;
    list.replaceChildren();
    slot.replaceChildren();
    offer([]);
  }

  // Takes away the greeting once there is a conversation to show instead of it.
  function dropGreeting() {
    for (const { row } of entries.filter(({ id }) => id === 0)) row.remove();
    entries = entries.filter(({ id }) => id !== 0);
  }

  const ofItem = (id) => entries.find(({ message }) => message.message_id === id);
  return {
    log,
    slot,
    greet,
    dropGreeting,
    addOwn,
    add,
    addEvent,
    number,
    ofItem,
    offer,
    showState,
    setTyping,
    toEnd,
    clear,
    isEmpty: () => entries.length === 0,
    isGreeting: () => entries.length === 1 && entries[0].id === 0,
    highest: () => Math.max(0, ...entries.map(({ id }) => id).filter(Number.isFinite)),
  };
}

function shopperRow(text) {
  const bubble = element("p", { class: "bubble" }, hidden(words.shopperSaid), text);
  return element("div", { class: "shopper" }, bubble, element("p", { class: "note" }));
}

// A service that asked for patience gets it; anything else the shopper may hurry.
function stateNote(state, problem, retry) {
  if (state === "retrying" && problem.kind !== "offline") return [];
  const failed = state === "failed";
  const button = element("button", { type: "button", click: retry }, failed ? words.again : words.tryNow);
  return [failed ? problem.detail || words.failed : words.retrying, " ", button];
}
