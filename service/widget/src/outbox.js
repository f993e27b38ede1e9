// What the shopper wrote and the service has not acknowledged: kept in order, sent again until it is through.
// The service knows a message by the id we gave it, so sending again doubles nothing.
//
// transmit(item) puts it on the live connection, ack() and refuse() are its answers; post(item) is a request of its own.
function createOutbox({ transmit, post, changed }) {
  const patience = 8000; // milliseconds without an acknowledgement
  const timers = createTimers();
  let items = [];
  let way = "connecting"; // or "lost", "live", "post"
  let draining = false;
  let wake = () => {};

  // "live" once more means a new connection: everything goes out again.
  function use(next) {
    const same = way === next;
    way = next;
    if (way === "live") return wake(), transmitAll();
    timers.stop("again");
    if (way === "post") drain();
    if (way === "lost" && !same) for (const item of items) mark(item, "retrying", new Problem("offline"));
  }

  function transmitAll() {
    for (const item of items) put(item);
    if (items.length) timers.start("again", () => way === "live" && transmitAll(), patience);
  }

  function put(item) {
    transmit(item);
    mark(item, "sending");
  }

  async function drain() {
    if (draining) return;
    draining = true;
    while (way === "post" && items.length) await attempt(items[0]);
    draining = false;
  }

  async function attempt(item) {
    mark(item, "sending");
    try {
      await post(item);
      settle(item.id, "sent");
    } catch (problem) {
      if (!(problem instanceof Problem)) reportError(problem);
      if (items.includes(item)) await afterProblem(item, problem);
    }
  }

  function afterProblem(item, problem) {
    item.attempts += 1;
    const delay = retryDelay(problem, item.attempts);
    if (delay === null) return settle(item.id, "failed", problem);
    mark(item, "retrying", problem);
    return Promise.race([pause(delay), new Promise((go) => (wake = go))]);
  }

  // Nothing where the item is settled already or the conversation was reset meanwhile.
  function settle(id, state, problem) {
    const item = items.find((each) => each.id === id);
    if (!item) return;
    items = items.filter((other) => other !== item);
    if (!items.length) timers.stop("again");
    mark(item, state, problem);
  }

  function mark(item, state, problem = null) {
    item.state = state;
    changed(item, problem);
  }

  function add(item) {
    items.push(Object.assign(item, { attempts: 0 }));
    mark(item, way === "lost" ? "retrying" : "waiting", way === "lost" ? new Problem("offline") : null);
    if (way === "live") (put(item), timers.start("again", transmitAll, patience));
    if (way === "post") drain();
  }

  function clear() {
    items = [];
    timers.stop("again");
    wake();
  }

  return {
    add,
    use,
    clear,
    hurry: () => wake(),
    ack: (id) => settle(id, "sent"),
    refuse: (id, detail) => settle(id, "failed", new Problem("refused", detail)),
    pending: () => items.map(({ id, text }) => ({ id, text })),
  };
}

// Milliseconds until the next attempt; null where trying again by itself helps nobody.
function retryDelay(problem, attempts) {
  const asked = Math.min(problem.waitSeconds, 60) * 1000;
  if (problem.kind === "waking") return asked || 2000;
  if (problem.kind === "busy") return asked || 5000;
  if (problem.kind === "offline") return Math.min(1000 * 2 ** (attempts - 1), 20000);
  return null;
}

function pause(milliseconds) {
  return new Promise((go) => setTimeout(go, milliseconds));
}
