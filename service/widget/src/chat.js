// One conversation: what is remembered of it, what is sent, what comes back.
function createChat({ server, lasting, passing, emitter, identity }) {
  const messages = createMessages({ send, act, retry });
  const outbox = createOutbox({ deliver, changed, answered });
  let items = new Map(); // id -> what this page sent
  let delivered = 0; // how many of them were answered
  let loading = null;
  let showStatus = () => {};

  // Shows the conversation so far, once, and sends what the last page could not get through.
  function load() {
    loading = loading || start(items);
    return loading;
  }

  async function start(ours) {
    const unsent = passing.get("unsent") || [];
    const conversation = lasting.get("conversation");
    if (!conversation) return welcome();
    unsent.forEach(enqueue);
    for (let seen = -1; seen !== delivered && ours === items; ) {
      await outbox.idle();
      seen = delivered; // an answer that comes while the history is fetched is fetched with the next
      const history = await fetchHistory(conversation);
      if (seen === delivered && ours === items) showHistory(history);
    }
  }

  async function fetchHistory(conversation) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const found = await server.messages(conversation);
        showStatus("");
        return found.messages || [];
      } catch (problem) {
        if (problem.kind === "gone" && !items.size) lasting.remove("conversation");
        const delay = retryDelay(problem, attempt);
        if (delay === null) return [];
        showStatus(words.troubles[problem.kind]);
        await pause(delay);
      }
    }
  }

  function showHistory(history) {
    messages.clear();
    if (!history.length) welcome();
    for (const each of history) {
      if (each.role === "shopper") messages.addShopper({ id: `history-${each.id}`, text: each.text });
      else messages.addBot(each);
    }
    if (history.length) messages.offer(history[history.length - 1].quick_replies || []);
    for (const item of items.values()) if (item.state !== "sent") messages.addShopper(item);
    messages.toEnd();
  }

  function welcome() {
    messages.greet(settings.greeting, settings.suggestions);
  }

  // False where there is nothing to send or more than the service takes.
  function send(written) {
    const text = String(written).trim();
    if (!text || text.length > settings.longestText) return false;
    load();
    enqueue({ id: makeId(), text });
    return true;
  }

  function enqueue(item) {
    items.set(item.id, item);
    messages.offer([]);
    messages.addShopper(item);
    outbox.add(item);
    emitter.emit("message", { role: "shopper", text: item.text });
  }

  function retry(item) {
    if (item.state !== "failed") return outbox.hurry();
    messages.addShopper(item); // moves to the end, where its answer will stand
    return outbox.add(item);
  }

  async function deliver(item) {
    if (!lasting.get("conversation")) lasting.set("conversation", makeId());
    passing.set("unsent", outbox.pending());
    const conversation = lasting.get("conversation");
    const answer = await server.chat({ text: item.text, message_id: item.id, conversation_id: conversation, ...identity() });
    return answer.messages || [];
  }

  function changed(item, problem) {
    passing.set("unsent", outbox.pending());
    messages.setState(item, problem);
    messages.setTyping(item.state === "sending");
    if (item.state === "retrying") showStatus(words.troubles[problem.kind]);
    if (item.state === "sent" || item.state === "failed") showStatus("");
    if (item.state !== "sent") messages.toEnd();
    if (item.state === "failed") emitter.emit("error", { kind: problem.kind, detail: problem.detail });
  }

  function answered(item, answers) {
    delivered += 1;
    messages.addAnswers(answers);
    for (const answer of answers) emitter.emit("message", { role: "bot", ...answer });
  }

  // place: where in the newest carousel the product stands, -1 in an older one; lists where several are compared.
  function act(name, product, place) {
    emitter.emit("action", Array.isArray(product) ? { name, products: product } : { name, product });
    const sentence = sentenceOf(name, product, place);
    if (sentence) send(sentence);
  }

  function reset() {
    items = new Map();
    outbox.clear();
    passing.remove("unsent");
    lasting.remove("conversation");
    loading = Promise.resolve();
    messages.setTyping(false);
    showStatus("");
    welcome();
    emitter.emit("reset");
  }

  window.addEventListener("online", () => outbox.hurry());
  return { messages, load, send, reset, onStatus: (show) => (showStatus = show) };
}
