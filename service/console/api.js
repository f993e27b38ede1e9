// The service's answers, and its refusals in plain words.

import { proof } from "./auth.js";

export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const WORDS = {
  401: "That is not the staff token. The command “aisle token” prints the right one.",
  503: "The shop's memory does not answer right now. Wait a moment, then try again.",
};
const AWAY = "Aisle cannot be reached. Check your connection, then try again.";
const BROKEN = "Something went wrong in the service; its log says what. Try again.";

async function ask(resource, query, signal) {
  const filled = Object.entries(query).filter(([, value]) => value !== "" && value != null);
  const address = `/v1/reviews/${resource}?${new URLSearchParams(filled)}`;
  let response;
  try {
    response = await fetch(address, { headers: proof(), signal, cache: "no-store" });
  } catch (error) {
    throw error.name === "AbortError" ? error : new Refusal(0, AWAY);
  }
  if (!response.ok) throw new Refusal(response.status, WORDS[response.status] || BROKEN);
  return response;
}

export async function load(resource, query, signal) {
  return (await ask(resource, query, signal)).json();
}

// Saves a CSV; the mark at its beginning tells spreadsheets that it is UTF-8.
export async function save(resource, query) {
  const response = await ask(resource, { ...query, format: "csv" });
  const named = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") || "");
  const blob = new Blob(["\ufeff", await response.blob()], { type: "text/csv;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = named ? named[1] : `${resource}.csv`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
