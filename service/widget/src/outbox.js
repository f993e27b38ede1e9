// What the shopper wrote and the service has not answered: sent one at a time, in order, again until it is through.
// The service answers a message id it knows with the answer it gave, so sending again doubles nothing.
function createOutbox({ deliver, changed, answered }) {
  let items = [];
  let work = null;
  let wake = () => {};

  async function drain() {
    while (items.length) await attempt(items[0]);
    work = null;
  }

  async function attempt(item) {
    mark(item, "sending");
    try {
      const answers = await deliver(item);
      if (take(item, "sent")) answered(item, answers);
    } catch (problem) {
      if (!(problem instanceof Problem)) reportError(problem);
      if (items.includes(item)) await afterProblem(item, problem);
    }
  }

  async function afterProblem(item, problem) {
    item.attempts += 1;
    const delay = retryDelay(problem, item.attempts);
    if (delay === null) return take(item, "failed", problem);
    mark(item, "retrying", problem);
    return Promise.race([pause(delay), new Promise((go) => (wake = go))]);
  }

  // False where the conversation was reset meanwhile.
  function take(item, state, problem) {
    const known = items.includes(item);
    items = items.filter((other) => other !== item);
    if (known) mark(item, state, problem);
    return known;
  }

  function mark(item, state, problem = null) {
    item.state = state;
    changed(item, problem);
  }

  return {
    add(item) {
      items.push(Object.assign(item, { attempts: 0 }));
      mark(item, "waiting");
      work = work || drain();
    },
    clear() {
      items = [];
      wake();
    },
    hurry: () => wake(),
    idle: () => work || Promise.resolve(),
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
