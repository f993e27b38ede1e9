// Every conversation the desk knows, and the list that each belongs to. Holds no elements.

import { isMe } from "../session.js";

export const kept = (row) => (row.handler === "queue" ? "queue" : row.handler === "agent" && isMe(row.agent) ? "mine" : "live");

export function createRows() {
  const rows = new Map();
  const places = new Map(); // when the desk first saw a conversation: lists keep their order
  const seen = new Map(); // conversation -> the moment of the last word that was looked at
  let next = 0;

  const place = (id) => places.get(id) ?? (places.set(id, (next += 1)), next);

  // All of them anew. Tells which wait that did not before, and which of mine are gone back to the queue.
  function replace({ queue, mine, live }) {
    const before = new Map(rows);
    rows.clear();
    for (const row of [...mine, ...queue, ...live]) rows.set(row.conversation_id, row);
    const now = [...rows.values()];
    for (const row of now) place(row.conversation_id);
    return {
      arrived: now.filter((row) => row.handler === "queue" && before.get(row.conversation_id)?.handler !== "queue"),
      lost: now.filter((row) => row.handler === "queue" && before.has(row.conversation_id) && kept(before.get(row.conversation_id)) === "mine"),
    };
  }

  function put(row) {
    const before = rows.get(row.conversation_id);
    rows.set(row.conversation_id, row);
    place(row.conversation_id);
    return { arrived: row.handler === "queue" && before?.handler !== "queue" ? [row] : [], before };
  }

  // A change of some of a row's values; null for a conversation that is not known.
  function change(id, values) {
    if (!rows.has(id)) return null;
    rows.set(id, { ...rows.get(id), ...values });
    return rows.get(id);
  }

  function remove(id) {
    rows.delete(id);
    places.delete(id);
  }

  function see(id) {
    const row = rows.get(id);
    if (row?.last_at) seen.set(id, Date.parse(row.last_at));
  }

  // A word of the shopper that nobody at this desk has looked at.
  function unread(row) {
    if (kept(row) === "live" || row.last_role !== "shopper" || !row.last_at) return false;
    return Date.parse(row.last_at) > (seen.get(row.conversation_id) ?? 0);
  }

  function lists(team) {
    const found = { mine: [], queue: [], live: [] };
    for (const row of rows.values()) {
      const list = kept(row);
      if (list === "mine" || !team || row.team === team) found[list].push(row);
    }
    const waiting = (row) => Date.parse(row.requested_at) || 0;
    found.queue.sort((a, b) => waiting(a) - waiting(b) || place(a.conversation_id) - place(b.conversation_id));
    for (const list of [found.mine, found.live]) list.sort((a, b) => place(a.conversation_id) - place(b.conversation_id));
    return found;
  }

  const count = () => [...rows.values()].filter((row) => row.handler === "queue" || unread(row)).length;

  const clear = () => [rows, places, seen].forEach((map) => map.clear());

  return { get: (id) => rows.get(id), replace, put, change, remove, see, unread, lists, count, clear };
}
