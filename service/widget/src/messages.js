// The conversation on the screen: what was said, the products shown, the suggested answers.
function createMessages({ send, act, retry }) {
  const list = element("div", { class: "list" });
  const dots = [element("i"), element("i"), element("i")];
  const typing = element("div", { class: "typing", hidden: true }, hidden(words.typing), ...dots);
  const replies = element("div", { class: "replies", role: "group", "aria-label": words.answers, "aria-live": "off" });
  const attributes = { class: "log", role: "log", "aria-live": "polite", "aria-label": words.conversation, tabindex: "0" };
  const log = element("div", attributes, list, typing, replies);
  const rows = new Map(); // item id -> the shopper's row
  let latest = null; // the carousel that "the second one" speaks of

  function addShopper(item) {
    const row = rows.get(item.id) || shopperRow(item.text);
    rows.set(item.id, row);
    log.removeAttribute("data-empty");
    row.dataset.state = item.state || "sent";
    list.append(row);
    toEnd();
  }

  function addBot(message) {
    const row = element("div", { class: "bot" });
    if (message.text) row.append(element("p", { class: "said" }, hidden(words.botSaid), ...linked(message.text)));
    if ((message.products || []).length) row.append(...carousel(message.products));
    if (message.comparison) row.append(comparisonTable(message.comparison));
    if (!row.childElementCount) return null;
    list.append(row);
    return row;
  }

  function carousel(products) {
    const parts = productCarousel(products, (name, product, place, cards) => act(name, product, cards === latest ? place : -1));
    latest = parts[1].querySelector(".cards");
    return parts;
  }

  function greet(text, suggestions) {
    clear();
    addBot({ text });
    offer(suggestions);
    log.setAttribute("data-empty", "");
  }

  function addAnswers(answers) {
    const added = answers.map(addBot).filter(Boolean);
    const last = answers[answers.length - 1];
    offer((last && last.quick_replies) || []);
    if (added.length) showFrom(added[0]);
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

  function setState(item, problem) {
    const row = rows.get(item.id);
    if (!row) return;
    row.dataset.state = item.state;
    const note = row.querySelector(".note");
    if (item.state === "sent" || item.state === "waiting") note.replaceChildren();
    if (problem) note.replaceChildren(...stateNote(item.state, problem, () => keepingFocus(() => retry(item))));
  }

  // A tall answer is shown from its beginning, so that the sentence is read before the cards;
  // the question above it stays in sight unless it would push the answer out.
  function showFrom(row) {
    const above = row.previousElementSibling;
    const asked = above && above.classList.contains("shopper") && above.offsetHeight < log.clientHeight / 2;
    const start = (asked ? above : row).offsetTop - 16;
    const end = log.scrollHeight - log.clientHeight;
    log.scrollTo({ top: Math.min(start, end), behavior: motion() });
  }

  function toEnd() {
    log.scrollTo({ top: log.scrollHeight });
  }

  function setTyping(on) {
    typing.hidden = !on;
    if (on) toEnd();
  }

  function clear() {
    log.removeAttribute("data-empty");
    rows.clear();
    latest = null;
    list.replaceChildren();
    offer([]);
  }

  return { log, greet, addShopper, addBot, addAnswers, offer, setState, setTyping, toEnd, clear };
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
