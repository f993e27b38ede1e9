// What reviews say, as pages of rows and as files.

import { ask, get } from "../api.js";

export const load = (resource, query, signal) => get(`/v1/reviews/${resource}`, query, signal);

// Saves a CSV; the mark at its beginning tells spreadsheets that it is UTF-8.
export async function save(resource, query) {
  const response = await ask("GET", `/v1/reviews/${resource}`, { query: { ...query, format: "csv" } });
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
