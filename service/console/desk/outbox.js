// What an agent has written and the service has not confirmed. Sent in order, one at a time per conversation, again
// and again under the same id: the service takes each once.

import { post, Refusal } from "../api.js";
import { keep, recall } from "./kept.js";
import { wait } from "./live.js";

// State of an item: sending, waiting (it is tried again by itself), refused (it never will be taken as it is).
export function createOutbox({ changed, sent }) {
  let items = [];
  const running = new Set();
  const clocks = new Map();
  const tries = new Map();

  function add(conversation_id, text, products) {
    const item = { message_id: newId(), conversation_id, text, products, at: new Date().toISOString(), state: "sending" };
    items.push(item);
    save(conversation_id);
    run(conversation_id);
  }

  const of = (conversation_id) => items.filter((item) => item.conversation_id === conversation_id);

  async function run(id) {
    clearTimeout(clocks.get(id));
    if (running.has(id)) return;
    running.add(id);
    try {
      for (let item = first(id); item; item = first(id)) if (!(await deliver(item))) break;
    } finally {
      running.delete(id);
    }
  }

  const first = (id) => of(id).find((item) => item.state !== "refused");

  // Whether the next one may go.
  async function deliver(item) {
    const { conversation_id: id, message_id, text, products } = item;
    try {
      const path = `/v1/desk/conversations/${encodeURIComponent(id)}/messages`;
      const { message } = await post(path, { message_id, text, product_ids: products.map((product) => product.product_id) });
      tries.delete(id);
      sent(id, message);
      forget(item);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refused(item, error);
    }
  }

  function refused(item, error) {
    const id = item.conversation_id;
    if (error.status !== 401 && !error.passes) {
      mark(item, "refused", error.message);
      return true;
    }
    for (const one of of(id)) if (one.state !== "refused") one.state = "waiting";
    save(id);
    const count = tries.get(id) || 0;
    tries.set(id, count + 1);
    if (error.status !== 401) clocks.set(id, setTimeout(() => run(id), Math.max(error.wait * 1000, wait(count))));
    return false;
  }

  function mark(item, state, problem = "") {
    Object.assign(item, { state, problem });
    save(item.conversation_id);
  }

  function forget(item) {
    items = items.filter((one) => one !== item);
    save(item.conversation_id);
  }

  function again(item) {
    mark(item, "sending");
    run(item.conversation_id);
  }

  // A connection is back: what waits need not wait any longer.
  function hurry() {
    for (const id of new Set(items.map((item) => item.conversation_id))) run(id);
  }

  function save(id) {
    keep("outbox", items);
    changed(id);
  }

  function load() {
    items = recall("outbox", []).map((item) => (item.state === "refused" ? item : { ...item, state: "waiting" }));
    hurry();
  }

  function stop() {
    for (const clock of clocks.values()) clearTimeout(clock);
    items = [];
  }

  return { add, of, again, drop: forget, hurry, load, stop };
}

// Random enough to be one's own; pages without https have no randomUUID.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
