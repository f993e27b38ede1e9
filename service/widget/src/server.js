// The service's HTTP API; every failure is a Problem.
function createServer(base, patienceMs = 30000) {
  async function call(path, body) {
    const response = await reach(base + path, body && posted(body), patienceMs);
    if (!response.ok) throw await problemOf(response);
    return response.json().catch(() => {
      throw new Problem("broken");
    });
  }
  return {
    chat: (message) => call("v1/chat", message),
    messages: (conversationId) => call(`v1/conversations/${encodeURIComponent(conversationId)}/messages`),
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
