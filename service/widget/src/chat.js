// One conversation: what is remembered of it, what is sent, what comes back.
function createChat({ server, lasting, passing, emitter, identity, voice, isOpen, badge }) {
  const messages = createMessages({ send, act, retry, voice });
  const outbox = createOutbox({ transmit, post, changed });
  const line = createLine({ server, outbox, hello, interval, on: { arrived, state, typing, trouble, ailing, gone: reset, expected } });
  const talk = (ask) => async (value) => state((await ask(conversation(), value)).state);
  const handover = createHandover({
    cancel: talk(server.cancel),
    leaveEmail: talk(server.email),
    joined: messages.addEvent,
    refocus: () => messages.log.focus({ preventScroll: true }),
  });
  const feedback = createFeedback({ ...messages, leave: leaveFeedback, voice, shown: messages.toEnd });
  const timers = createTimers();
  let draft = ""; // the id of a conversation in which nothing was said yet
  let loaded = false;
  let known = false; // the state of this conversation was told
  let opening = null; // what the teaser asked, instead of the greeting
  let ended = false; // the shopper is done with this conversation
  let spoken = 0; // how many messages this page put on their way
  let guest = ""; // the name the page gave us for the greeting
  const status = { kind: "", bot: "", show() {} };

  telling(() => {
    showStatus();
    if (messages.isGreeting()) welcome();
  });

  function conversation() {
    return lasting.get("conversation") || (draft = draft || makeId());
  }

  function hello() {
    return { conversation_id: conversation(), ...identity() };
  }

  // Shows the conversation so far, once, and sends what the last page could not get through.
  function load() {
    if (loaded) return;
    loaded = true;
    if (!lasting.get("conversation")) welcome();
    const unsent = passing.get("unsent") || [];
    for (const item of lasting.get("conversation") ? unsent : []) enqueue(item);
    line.start();
  }

  function welcome() {
    const greeting = guest && !settings.greeting ? words.greetingNamed(guest, settings.shopName) : "";
    const { say, suggestions } = opening || {};
    const usual = settings.greeting || words.greeting(settings.shopName);
    messages.greet(say || greeting || usual, suggestions || settings.suggestions);
  }

  // False where there is nothing to send or more than the service takes.
  function send(written) {
    const text = String(written).trim();
    if (!text || text.length > settings.longestText) return false;
    if (ended) reset();
    load();
    lasting.set("conversation", conversation());
    enqueue({ id: makeId(), text });
    emitter.emit("message", { role: "shopper", text });
    return true;
  }

  function enqueue(item) {
    spoken += 1;
    messages.offer([]);
    messages.addOwn(item);
    feedback.hide();
    outbox.add(item);
  }

  function retry(item) {
    if (item.state !== "failed") return line.hurry();
    messages.addOwn(item); // moves to the end, where its answer will stand
    return outbox.add(item);
  }

  function transmit(item) {
    line.send({ type: "message", id: item.id, text: item.text });
  }

  async function post(item) {
    const mine = conversation();
    const answer = await server.chat({ text: item.text, message_id: item.id, ...hello() });
    if (mine !== conversation()) return;
    const answers = answer.messages || [];
    const entry = messages.ofItem(item.id);
    if (entry && answers.length) messages.number(entry, Math.min(...answers.map(({ id }) => id)) - 0.5);
    arrived(answers, false);
    if (answer.state) state(answer.state);
  }

  function changed(item, problem) {
    passing.set("unsent", outbox.pending());
    messages.showState(item, problem);
    if (item.state === "sending") expect();
    if (item.state === "retrying" || item.state === "failed") typing("", false);
    if (item.state === "retrying") trouble(problem.kind);
    if (item.state === "sent" || item.state === "failed") trouble("");
    if (item.state === "failed") emitter.emit("error", { kind: problem.kind, detail: problem.detail });
  }

  // The assistant is about to answer: the dots come at once, and patience is asked for where it takes long.
  function expect() {
    if (handover.state().handler === "agent") return;
    messages.setTyping(words.typing);
    timers.start("slow", () => trouble("slow"), 12000);
  }

  function typing(who, on) {
    const name = nameOf(handover.state());
    messages.setTyping(!on ? "" : who === "agent" ? words.agentTyping(name) : words.typing);
    if (!on) patient();
  }

  function patient() {
    timers.stop("slow");
    if (status.kind === "slow") trouble("");
  }

  // whole: this is everything so far, which is no news.
  function arrived(list, whole) {
    if (whole && list.length) greetingOff(list);
    if (whole && !list.length && messages.isEmpty()) welcome();
    const news = list.filter((message) => messages.add(message, { quiet: whole }) && message.role !== "shopper");
    if (whole) messages.toEnd();
    if (news.length) patient();
    const last = list.at(-1);
    if (last && (whole || news.includes(last) || last.role === "shopper")) messages.offer(last.quick_replies || []);
    if (last && last.handoff && !whole) state(last.handoff);
    if (!whole) for (const message of news) emitter.emit("message", message);
    countUnread(list);
  }

  // Where the conversation began on this page the greeting is part of it.
  function greetingOff(list) {
    const here = list.some(({ message_id: id }) => id && messages.ofItem(id));
    if (!here) messages.dropGreeting();
  }

  function countUnread(list) {
    const ids = list.filter(({ role }) => role !== "shopper").map(({ id }) => id);
    const seen = lasting.get("seen");
    const fresh = ids.filter((id) => seen !== undefined && id > seen);
    if (!isOpen() && fresh.length) badge.show(badge.count() + fresh.length);
    else if (ids.length) lasting.set("seen", Math.max(seen || 0, ...ids));
  }

  // The panel was opened: what had come meanwhile is seen.
  function seen() {
    badge.show(0);
    if (messages.highest() > 0) lasting.set("seen", messages.highest());
    line.poll();
  }

  function state(next) {
    const before = handover.state();
    if (JSON.stringify({ ...before, ...next }) === JSON.stringify(before) && known) return;
    handover.show(next, { quiet: !known });
    known = true;
    if (next.handler !== before.handler && [next.handler, before.handler].includes("agent")) typing("", false);
    emitter.emit("state", handover.state());
    if (before.handler === "agent" && next.handler === "bot") askFeedback();
  }

  // Milliseconds between two looks at the news where no live connection gets through.
  function interval() {
    const { handler } = handover.state();
    if (isOpen() && (outbox.pending().length || handler !== "bot")) return 2000;
    if (isOpen()) return 10000;
    return handler === "bot" ? Infinity : 30000;
  }

  function trouble(kind) {
    status.kind = kind;
    showStatus();
  }

  // The line is well, the bot is not: what was said has arrived and is answered later.
  function ailing(kind) {
    status.bot = kind;
    showStatus();
  }

  function showStatus() {
    const { kind, bot } = status;
    const kept = outbox.pending().length > 0; // only then there is a message to speak of
    if (kind && kind !== "slow") status.show((kept && words.troubles[kind]) || words.reconnecting);
    else if (bot) status.show(bot === "waking" ? words.troubles.waking : words.ailing);
    else status.show(kind && words.slow);
  }

  function expected() {
    const stored = messages.highest() > 0 || messages.isEmpty(); // no greeting: the conversation is an older one
    return stored && !outbox.pending().length ? 1 + spoken : 0;
  }

  // False where it was asked before or there is nothing to ask about.
  function askFeedback(finished) {
    const id = lasting.get("conversation");
    if (!id || lasting.get("asked") === id || !messages.highest()) return false;
    lasting.set("asked", id);
    messages.offer([]);
    feedback.ask(finished);
    return true;
  }

  async function leaveFeedback(given) {
    await server.feedback(conversation(), given);
    emitter.emit("feedback", given);
  }

  // through(sent): the shopper is done; what was said is forgotten with the next message or opening.
  function end(through) {
    if (handover.state().handler !== "bot") server.cancel(conversation()).then(({ state: next }) => state(next), () => {});
    ended = true;
    if (!askFeedback(through)) through(false);
  }

  // place: where in the newest carousel the product stands, -1 in an older one; lists where several are compared.
  function act(name, product, place) {
    emitter.emit("action", Array.isArray(product) ? { name, products: product } : { name, product });
    const sentence = sentenceOf(name, product, place);
    if (sentence) send(sentence);
  }

  function reset() {
    forget();
    emitter.emit("reset");
  }

  function forget() {
    for (const name of ["conversation", "seen", "asked"]) lasting.remove(name);
    begin();
  }

  // An empty screen for whatever conversation is the current one now.
  function begin() {
    const again = loaded && isOpen();
    line.stop();
    outbox.clear();
    passing.remove("unsent");
    draft = "";
    loaded = known = ended = false;
    opening = null;
    feedback.hide();
    if (handover.state().handler !== "bot") emitter.emit("state", withBot);
    handover.show(withBot, { quiet: true });
    typing("", false);
    ailing("");
    trouble("");
    badge.show(0);
    messages.clear();
    if (!lasting.get("conversation")) welcome();
    if (again) load();
  }

  // Another tab began or forgot a conversation: this one follows. What was not sent goes where there was none before.
  function follow(event) {
    if (event.key !== "aisle:conversation" || event.newValue === event.oldValue) return;
    const moving = event.oldValue === null ? outbox.pending() : [];
    begin();
    for (const item of moving) enqueue(item);
    if (lasting.get("conversation")) load();
  }

  function openWith(say, suggestions) {
    if (lasting.get("conversation")) return;
    opening = { say, suggestions };
    if (loaded) welcome();
  }

  window.addEventListener("storage", follow);
  return {
    messages,
    handover,
    load,
    send,
    seen,
    reset,
    end,
    openWith,
    isEnded: () => ended,
    hasConversation: () => Boolean(lasting.get("conversation")),
    greet: (name) => ((guest = name), messages.isGreeting() && welcome()),
    typing: (on) => line.send({ type: "typing", on }),
    claims: () => line.send({ type: "claims", ...identity() }),
    page: () => line.send({ type: "page", page: currentPage() }),
    onStatus: (show) => (status.show = show),
  };
}
