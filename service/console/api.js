// The service's answers, and its refusals in plain words.

import { begin, session } from "./session.js";
import { tellTime } from "./times.js";

export class Refusal extends Error {
  // `status` is 0 where nothing answered; `wait` how many seconds the service asks for, 0 where it does not say.
  constructor(status, message, wait = 0) {
    super(message);
    this.status = status;
    this.wait = wait;
  }

  // Whether the same may work later without anybody doing anything.
  get passes() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const WORDS = {
  401: "You are signed out. Sign in again.",
  503: "The shop's memory does not answer right now. Wait a moment, then try again.",
};
const AWAY = "Aisle cannot be reached. Check your connection, then try again.";
const BROKEN = "Something went wrong in the service; its log says what. Try again.";
const SAFE = new Set(["GET", "HEAD"]);

const filled = (query) => Object.entries(query).filter(([, value]) => value !== "" && value != null);

// A response that is all right. `signedOut` is told to the window wherever the session has ended.
export async function ask(method, path, { query = {}, body, signal } = {}) {
  const found = new URLSearchParams(filled(query)).toString();
  const address = found ? `${path}?${found}` : path;
  let response = await send(method, address, body, signal);
  if (response.status === 403 && !SAFE.has(method) && (await renewed())) response = await send(method, address, body, signal);
  if (!response.ok) throw await refusal(response);
  return response;
}

async function send(method, address, body, signal) {
  const headers = {};
  if (!SAFE.has(method)) headers["X-CSRF-Token"] = session.csrf_token;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const sent = body === undefined ? undefined : JSON.stringify(body);
  try {
    const response = await fetch(address, { method, headers, body: sent, signal, credentials: "same-origin", cache: "no-store" });
    tellTime(response.headers.get("Date"));
    return response;
  } catch (error) {
    throw error.name === "AbortError" ? error : new Refusal(0, AWAY);
  }
}

// Another tab may have signed in since: then the token is another one now.
async function renewed() {
  const before = session.csrf_token;
  const response = await send("GET", "/v1/desk/me");
  if (!response.ok) return false;
  begin(await response.json());
  return session.csrf_token !== before;
}

async function refusal(response) {
  const told = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get("Retry-After")) || 0;
  if (response.status === 401 && session.agent) window.dispatchEvent(new Event("aisle:signed-out"));
  const said = response.status < 500 ? told.detail || told.title : "";
  return new Refusal(response.status, (response.status === 401 && session.agent && WORDS[401]) || said || WORDS[response.status] || BROKEN, wait);
}

const json = async (...request) => {
  const response = await ask(...request);
  return response.status === 204 ? null : response.json();
};

export const get = (path, query, signal) => json("GET", path, { query, signal });

export const post = (path, body, signal) => json("POST", path, { body, signal });

export const put = (path, body) => json("PUT", path, { body });

export const patch = (path, body) => json("PATCH", path, { body });

export const remove = (path) => json("DELETE", path);
