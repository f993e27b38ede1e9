// What this tab keeps of an agent's work, so that neither a reload nor a lost session loses a word. It goes on sign-out.

import { session } from "../session.js";

const key = (name) => `aisle:${name}:${session.agent?.agent_id || ""}`;

export function recall(name, fallback) {
  try {
    return JSON.parse(sessionStorage.getItem(key(name))) ?? fallback;
  } catch {
    return fallback; // somebody else's writing under our name is nobody's draft
  }
}

// False where the browser keeps nothing more; the page goes on without.
export function keep(name, value) {
  if (!session.agent) return false;
  try {
    sessionStorage.setItem(key(name), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function drop(name) {
  sessionStorage.removeItem(key(name));
}
