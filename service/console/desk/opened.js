// The conversation that is looked at: what the service told of it, and what came since.

import { get, Refusal } from "../api.js";

const SOON = 400;

export function createOpened({ changed, failed }) {
  let id = "";
  let detail = null;
  let messages = new Map();
  let notes = new Map();
  let asked = new AbortController();
  let clock = 0;

  // Forgets the one before; "" is none.
  function open(conversation_id) {
    id = conversation_id;
    detail = null;
    messages = new Map();
    notes = new Map();
    asked.abort();
    clearTimeout(clock);
    return id ? refresh() : undefined;
  }

  async function refresh() {
    clearTimeout(clock);
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const found = await get(`/v1/desk/conversations/${encodeURIComponent(id)}`, {}, signal);
      if (signal.aborted) return;
      detail = found;
      for (const message of found.messages) messages.set(message.id, message);
      for (const note of found.notes) notes.set(note.number, note);
      changed();
    } catch (error) {
      if (error.name === "AbortError") return;
      if (!(error instanceof Refusal)) throw error;
      failed(error, Boolean(detail));
    }
  }

  // What frames do not carry, such as the cart, is fetched once they have settled.
  function later() {
    clearTimeout(clock);
    if (id) clock = setTimeout(refresh, SOON);
  }

  function addMessage(message) {
    messages.set(message.id, message);
    changed();
  }

  function addNote(note) {
    notes.set(note.number, note);
    changed();
  }

  // Everything in it for the timeline; `outbox` holds what is on its way.
  function entries(outbox) {
    const known = new Set([...messages.values()].map((message) => message.message_id).filter(Boolean));
    const waiting = outbox.filter((item) => !known.has(item.message_id));
    return [
      ...[...messages.values()].map((value) => ({ key: `message ${value.id}`, kind: "message", at: value.at, place: value.id, value })),
      ...[...notes.values()].map((value) => ({ key: `note ${value.number}`, kind: "note", at: value.at, place: value.number, value })),
      ...(detail?.history || []).map((value, place) => ({ key: `step ${place} ${value.step}`, kind: "step", at: value.at, place, value })),
      ...waiting.map((value, place) => ({ key: `pending ${value.message_id} ${value.state}`, kind: "pending", at: value.at, place, value })),
    ];
  }

  return { open, refresh, later, addMessage, addNote, entries, id: () => id, detail: () => detail };
}
