// Page events in GA4's words, sent in batches and only while analytics_storage is granted.
// Until the shopper has decided they wait in memory; a no drops them.
const EVENTS = [
  ...["view_item", "view_item_list", "select_item", "search", "add_to_cart", "remove_from_cart", "view_cart"],
  ...["add_to_wishlist", "begin_checkout", "purchase", "refund", "like", "dislike"],
];

function createTracker({ server, identity }) {
  const [batch, most, patience] = [20, 200, 2000]; // events, events, milliseconds
  let waiting = [];
  let timer = null;
  let warned = false;

  // items: [{item_id, quantity, price}], or GA4's {items: [...]}; false where the event is not taken.
  function track(event, items = []) {
    if (!EVENTS.includes(event)) return warn(event);
    if (identity.decided() && !allowed()) return false;
    const list = Array.isArray(items) ? items : (items || {}).items || [];
    waiting.push({ event, items: list.map(eventItem).filter(Boolean), event_id: makeId(), timestamp: new Date().toISOString() });
    waiting = waiting.slice(-most);
    settle();
    return true;
  }

  function allowed() {
    return identity.granted("analytics_storage");
  }

  function warn(event) {
    if (!warned) console.warn(`Aisle.track: ${event} is no event it knows. It knows ${EVENTS.join(", ")}.`);
    warned = true;
    return false;
  }

  // After an event or a decision: sends, waits or forgets.
  function settle() {
    if (!allowed()) {
      if (identity.decided()) waiting = [];
    } else if (waiting.length >= batch) flush();
    else if (waiting.length && !timer) timer = setTimeout(flush, patience);
  }

  function flush() {
    clearTimeout(timer);
    timer = null;
    if (!allowed()) return;
    while (waiting.length) post(waiting.splice(0, batch));
  }

  function post(events) {
    const { customer_id, customer_signature, consent } = identity.claims();
    const session = { session_id: identity.session() };
    const whose = identity.granted("personalization_storage") ? { ...session, customer_id } : session;
    const known = events.map((event) => ({ ...whose, ...event }));
    // What did not get through goes with the next batch; the service counts an event_id once.
    server.track({ events: known, customer_signature, consent }).catch((problem) => {
      if (retryDelay(problem, 1) !== null && allowed()) waiting = [...known, ...waiting].slice(-most);
    });
  }

  addEventListener("pagehide", flush); // requests are sent with keepalive, so they outlive the page
  return { track, settle, flush };
}

// An item as the service takes it, null for one without an id.
function eventItem({ item_id, quantity, price } = {}) {
  if (item_id === undefined || item_id === "" || item_id === null) return null;
  const pieces = Math.round(Number(quantity ?? 1));
  const paid = price == null ? NaN : Number(price);
  return {
    item_id: String(item_id).slice(0, 128),
    quantity: pieces >= 0 ? Math.min(pieces, 100000) : 1,
    price: paid >= 0 && Number.isFinite(paid) ? paid : undefined,
  };
}
