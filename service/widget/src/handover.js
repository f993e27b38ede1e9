// Who has the word, as the shopper sees it: the line under the shop's name, and the bar while a person is on the way.
const withBot = Object.freeze({ handler: "bot", agent: null, position: 0, open: true, opens_at: null, email: "" });

// cancel() and leaveEmail(address) answer promises; joined(text) shows a step in the conversation; refocus() is called
// where what had the focus vanishes.
function createHandover({ cancel, leaveEmail, joined, refocus }) {
  const title = element("strong");
  const detail = element("span");
  const stop = element("button", { type: "button", class: "plain", click: () => once(stop, press) });
  const email = createEmailForm(leaveEmail);
  const text = element("p", {}, title, detail);
  const bar = element("section", { class: "bar", hidden: true }, element("div", {}, text, stop), email.form);
  const who = element("p", { class: "handler" });
  let state = withBot;

  telling(draw);

  function show(next, { quiet = false } = {}) {
    const before = state;
    state = { ...withBot, ...next };
    draw();
    const step = quiet ? "" : stepOf(before, state);
    if (step) joined(step);
  }

  function draw() {
    const waiting = state.handler === "queue";
    const [head, more] = state.open ? [words.waiting, words.waitingMore(state.position)] : [words.closed, closedMore(state)];
    const left = !waiting && holdsFocus(bar);
    bar.hidden = !waiting;
    if (left) refocus();
    bar.setAttribute("aria-label", words.waiting);
    bar.dataset.open = String(state.open);
    title.textContent = head;
    detail.textContent = more;
    stop.textContent = words.noLongerNeeded;
    email.show(waiting && !state.open, state.email);
    who.dataset.handler = state.handler;
    who.textContent = state.handler === "agent" ? words.personIsHere(nameOf(state), settings.shopName) : words.assistant;
  }

  async function press() {
    try {
      await cancel();
    } catch (problem) {
      detail.textContent = problem.detail || words.failed;
    }
  }

  return { bar, who, show, state: () => state };
}

function nameOf(state) {
  return (state.agent && state.agent.name) || words.person;
}

function closedMore({ opens_at: at }) {
  const day = at && new Date(at);
  return day && !Number.isNaN(day.getTime()) ? words.openAgain(moment(day)) : words.closedMore;
}

// "9:00 AM" today, "Monday, 9:00 AM" within a week, with the date after that; in the shopper's own time zone.
function moment(at) {
  const days = (at - Date.now()) / 86400000;
  const day = at.toDateString() === new Date().toDateString() ? {} : { weekday: "long" };
  const date = days > 6 ? { month: "long", day: "numeric" } : {};
  const options = { ...day, ...date, hour: "numeric", minute: "2-digit" };
  return new Intl.DateTimeFormat(language, options).format(at);
}

// The sentence for what has just changed, "" where nothing did that the shopper would notice.
function stepOf(before, now) {
  if (now.handler === "agent" && nameOf(before) + before.handler !== `${nameOf(now)}agent`) return words.personJoined(nameOf(now));
  if (now.handler === "bot" && before.handler === "agent") return words.personLeft(nameOf(before));
  if (now.handler === "bot" && before.handler === "queue") return words.waitingEnded;
  if (now.handler === "queue" && before.handler === "agent") return words.personLost(nameOf(before));
  if (now.handler === "queue" && before.handler === "bot") return now.open ? words.waitingAsked(now.position) : words.closed;
  return "";
}
