// The way to the service: the live connection where it gets through, requests and polling where it does not.
//
// hello() says which conversation and who; on.arrived(messages, whole) brings what is new, `whole` where it is everything
// so far; on.state, on.typing(who, on), on.trouble(kind) of the line ("" for none), on.ailing(kind) of the bot and on.gone()
// say the rest. on.expected() is a number that rises with what is said, 0 while the service need not know of us.
function createLine({ server, outbox, hello, interval, on }) {
  const live = createLive({ address: liveAddress(), hello: greeting, hear, changed });
  const polling = createPolling({ ask: poll, interval });
  const timers = createTimers();
  let after = 0; // the highest id taken in without a gap
  let whole = true; // nothing was taken in yet
  let caught = null; // what comes between welcome and caught_up
  let turn = 0; // rises when the conversation is another one

  function greeting() {
    return { type: "hello", after, page: currentPage(), ...hello() };
  }

  const hearing = {
    welcome({ state }) {
      caught = [];
      on.state(state);
    },
    caught_up() {
      const messages = caught || [];
      caught = null;
      take(messages);
      clear();
      polling.stop();
      outbox.use("live");
    },
    message({ message }) {
      if (caught) caught.push(message);
      else take([message]);
    },
    ack: ({ id }) => outbox.ack(id),
    refused: ({ id, title, detail }) => outbox.refuse(id, detail || title || ""),
    typing: (frame) => on.typing(frame.who, frame.on),
    state: ({ state }) => on.state(state),
    trouble: ({ kind }) => on.ailing(kind),
  };

  function hear(frame) {
    if (Object.hasOwn(hearing, frame.type)) hearing[frame.type](frame);
  }

  function take(messages) {
    const first = whole;
    whole = false;
    for (const { id } of messages) after = Math.max(after, id);
    for (const { message_id } of messages) if (message_id) outbox.ack(message_id);
    on.arrived(messages, first);
  }

  function changed(condition) {
    caught = null;
    on.ailing("");
    on.typing("", false);
    if (condition === "barred") return byRequests();
    outbox.use("lost");
    // A short loss is nobody's business.
    timers.start("trouble", () => on.trouble("offline"), navigator.onLine === false ? 0 : 1500);
  }

  function byRequests() {
    if (live.isUp()) return;
    outbox.use("post");
    polling.start();
  }

  // Answers the milliseconds until it may be asked again, 0 for the usual.
  async function poll() {
    const mine = turn;
    const expected = on.expected();
    try {
      const { messages = [], state } = await server.messages(hello().conversation_id, after);
      if (mine !== turn) return 0;
      take(messages);
      if (state) on.state(state);
      if (!outbox.pending().length) clear();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (mine === turn) return unanswered(problem, expected);
    }
    return 0;
  }

  // A conversation that is not there was forgotten only if it had to be there when we asked, and nothing was said since.
  function unanswered(problem, expected) {
    if (problem.kind === "gone") {
      if (expected && expected === on.expected()) on.gone();
      return clear(), 0;
    }
    on.trouble(problem.kind);
    return retryDelay(problem, 3) || 20000;
  }

  function clear() {
    timers.stop("trouble");
    on.trouble("");
  }

  function start() {
    if (live.isWanted()) return;
    // A connection that neither opens nor fails keeps nobody waiting.
    timers.start("impatience", byRequests, 3000);
    live.open();
  }

  function stop() {
    turn += 1;
    after = 0;
    whole = true;
    caught = null;
    timers.stopAll();
    live.close();
    polling.stop();
    outbox.use("connecting");
  }

  function hurry() {
    live.hurry();
    polling.hurry();
    outbox.hurry();
  }

  window.addEventListener("online", () => outbox.hurry());
  return { start, stop, hurry, send: live.send, poll: polling.hurry };
}
