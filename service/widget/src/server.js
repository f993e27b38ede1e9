// The service's HTTP API; every failure is a Problem.
function createServer(base, patienceMs = 30000) {
  async function call(path, body) {
    const response = await reach(base + path, body && posted(body), patienceMs);
    if (!response.ok) throw await problemOf(response);
    if (response.status === 204) return {};
    return response.json().catch((error) => {
      throw new Problem(error instanceof SyntaxError ? "broken" : "offline"); // cut off in the middle
    });
  }
  const talk = (conversationId, rest) => `v1/conversations/${encodeURIComponent(conversationId)}/${rest}`;
  return {
    chat: (message) => call("v1/chat", message),
    messages: (conversationId, after = 0) => call(talk(conversationId, `messages?after=${after}`)),
    email: (conversationId, email) => call(talk(conversationId, "email"), { email }),
    cancel: (conversationId) => call(talk(conversationId, "handoff/cancel"), {}),
    feedback: (conversationId, feedback) => call(talk(conversationId, "feedback"), feedback),
    track: (batch) => call("v1/events", batch),
    privacy: (what, whom) => call(`v1/privacy/${what}`, whom), // what: stored, export or erase
  };
}

async function reach(address, options, patienceMs) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  try {
    return await fetch(address, { ...options, signal: patience.signal });
  } catch {
    throw new Problem("offline");
  } finally {
    clearTimeout(timer);
  }
}

function posted(body) {
  // keepalive: an event sent while the page is left still arrives.
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), keepalive: true };
}
