// Asks for news again and again where no WebSocket gets through.
// interval() is in milliseconds, Infinity for "not now"; a hidden page asks nothing.
function createPolling({ ask, interval }) {
  let on = false;
  let asking = false;
  let timer = 0;

  async function round() {
    clearTimeout(timer);
    if (!on || asking || document.hidden) return;
    asking = true;
    const delay = await ask();
    asking = false;
    if (on) plan(delay || interval());
  }

  function plan(delay) {
    clearTimeout(timer);
    if (delay !== Infinity) timer = setTimeout(round, delay);
  }

  function start() {
    if (on) return;
    on = true;
    round();
  }

  function stop() {
    on = false;
    clearTimeout(timer);
  }

  document.addEventListener("visibilitychange", round);
  return { start, stop, hurry: round };
}
