// The live connection to the service. It comes back by itself; what was missed meanwhile is the caller's to fetch.

const FIRST = 500;
const LONGEST = 20_000;
const PING = 20_000;
const SILENCE = 50_000;
const HELD = 5000; // a connection this old was a good one: the next wait is a short one again

// Waits grow twofold and are spread, so that after a restart not every desk comes at once.
export const wait = (tries, chance = Math.random()) => Math.min(LONGEST, FIRST * 2 ** tries) * (0.5 + chance / 2);

export function connect({ opened, lost, frame }) {
  const address = new URL("/v1/desk/live", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  let socket = null;
  let tries = 0;
  let again = 0;
  let heard = 0;
  let born = Infinity;
  let ended = false;

  function open() {
    clearTimeout(again);
    if (ended || (socket && socket.readyState <= WebSocket.OPEN)) return;
    const own = (socket = new WebSocket(address));
    own.addEventListener("open", () => {
      if (own !== socket) return;
      heard = born = Date.now();
      opened();
    });
    own.addEventListener("message", ({ data }) => {
      heard = Date.now();
      if (own === socket) frame(JSON.parse(data));
    });
    own.addEventListener("close", () => own === socket && closed());
  }

  function closed() {
    socket = null;
    if (ended) return;
    if (Date.now() - born > HELD) tries = 0;
    born = Infinity;
    lost();
    again = setTimeout(open, wait(tries));
    tries += 1;
  }

  // A connection that died without a word is noticed by the answer that does not come.
  const beat = setInterval(() => {
    if (!socket || socket.readyState !== WebSocket.OPEN) return;
    if (Date.now() - heard < SILENCE) return send({ type: "ping" });
    const dead = socket;
    socket = null;
    dead.close();
    closed();
  }, PING);

  function send(message) {
    const ready = socket && socket.readyState === WebSocket.OPEN;
    if (ready) socket.send(JSON.stringify(message));
    return Boolean(ready);
  }

  const hurry = () => document.visibilityState === "visible" && open();
  window.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  open();

  function end() {
    ended = true;
    clearTimeout(again);
    clearInterval(beat);
    window.removeEventListener("online", hurry);
    document.removeEventListener("visibilitychange", hurry);
    socket?.close();
  }

  return { send, hurry, end };
}
