// Why the service gave no answer, in the words the widget decides by:
// offline (no answer at all), waking (503), busy (429), gone (404), refused (other 4xx), broken (other 5xx).
class Problem extends Error {
  constructor(kind, detail = "", waitSeconds = 0) {
    super(detail || kind);
    this.kind = kind;
    this.detail = detail;
    this.waitSeconds = waitSeconds; // what Retry-After asks for, 0 where it asks for nothing
  }
}

// RFC 9457 problem details carry the sentence for people in `detail`.
async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  const detail = typeof body.detail === "string" ? body.detail : body.title || "";
  return new Problem(problemKind(response.status), detail, Number(response.headers.get("Retry-After")) || 0);
}

function problemKind(status) {
  if (status === 503) return "waking";
  if (status === 429) return "busy";
  if (status === 404) return "gone";
  return status < 500 ? "refused" : "broken";
}
