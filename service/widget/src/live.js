// The live connection: one WebSocket that comes back by itself, sooner or later.
const pace = { open: 8000, ping: 25000, pong: 10000, probe: 4000, steady: 5000, first: 500, slowest: 30000, barred: 30000 };

// hello() is the first frame of every connection; hear(frame) gets every frame; changed("lost" or "barred") is told when
// a connection ends, "barred" where sockets do not seem to get through at all.
function createLive({ address, hello, hear, changed }) {
  const timers = createTimers();
  let socket = null;
  let wanted = false;
  let up = false; // the service has welcomed this connection
  let losses = 0; // in a row; they make the next attempt later
  let misses = 0; // attempts in a row that were never welcomed

  function connect() {
    timers.stop("retry");
    if (!wanted || socket) return;
    socket = openSocket(address);
    if (!socket) return lost();
    const mine = socket;
    const ours = (act) => (event) => mine === socket && act(event);
    mine.addEventListener("open", ours(() => send(hello(), true)));
    mine.addEventListener("message", ours(({ data }) => receive(data)));
    mine.addEventListener("close", ours(({ code }) => lost(code)));
    timers.start("deadline", drop, pace.open);
  }

  function receive(data) {
    const frame = parsed(data);
    if (!frame || typeof frame.type !== "string") return;
    if (frame.type === "welcome") welcomed();
    timers.stop("deadline"); // anything heard is a sign of life
    timers.start("ping", ping, pace.ping);
    hear(frame);
  }

  function welcomed() {
    up = true;
    misses = 0;
    timers.start("steady", () => (losses = 0), pace.steady);
  }

  function ping() {
    send({ type: "ping" });
    timers.start("deadline", drop, pace.pong);
  }

  // A half-open connection says nothing by itself: it is left, not waited for.
  function drop() {
    const left = socket;
    lost();
    if (left) left.close();
  }

  function lost(code) {
    if (!up) misses += 1;
    losses += 1;
    socket = null;
    up = false;
    timers.stopAll();
    const barred = misses >= 2 || code === 4403;
    timers.start("retry", connect, barred ? pace.barred * (1 + Math.random()) : backoff(losses));
    changed(barred ? "barred" : "lost");
  }

  function send(frame, first = false) {
    if (!socket || socket.readyState !== 1 || !(up || first)) return false;
    socket.send(JSON.stringify(frame));
    return true;
  }

  function close() {
    const left = socket;
    wanted = up = false;
    socket = null;
    timers.stopAll();
    if (left) left.close(1000);
  }

  function open() {
    wanted = true;
    connect();
  }

  // After a sleep or a change of network a connection may only look alive.
  function hurry() {
    if (!wanted) return;
    if (!socket) connect();
    else if (up && send({ type: "ping" })) timers.start("deadline", drop, pace.probe);
  }

  window.addEventListener("online", hurry);
  window.addEventListener("offline", () => socket && drop());
  document.addEventListener("visibilitychange", () => document.hidden || hurry());
  // An open connection would keep the page out of the browser's back and forward cache.
  window.addEventListener("pagehide", () => wanted && (close(), (wanted = true)));
  window.addEventListener("pageshow", ({ persisted }) => persisted && wanted && connect());
  return { open, close, send, hurry, isUp: () => up, isWanted: () => wanted };
}

function openSocket(address) {
  try {
    return new WebSocket(address);
  } catch {
    return null; // none in this browser, or the page's policy forbids it
  }
}

// Milliseconds: twice as long after every loss, spread so that not everybody comes back at once.
function backoff(losses) {
  return Math.min(pace.slowest, pace.first * 2 ** (losses - 1)) * (0.5 + Math.random() / 2);
}

function createTimers() {
  const running = new Map();
  const stop = (name) => clearTimeout(running.get(name));
  return {
    start: (name, act, delay) => (stop(name), running.set(name, setTimeout(act, delay))),
    stop,
    stopAll: () => [...running.keys()].forEach(stop),
  };
}

function liveAddress() {
  const address = new URL("v1/live", settings.server);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
}
