// Tells the page's listeners what happens; a listener that throws harms nobody else.
function createEmitter() {
  const listeners = new Map();
  const past = new Set(); // what happened once and for all

  function tell(listener, detail) {
    try {
      listener(detail);
    } catch (error) {
      reportError(error);
    }
  }

  function emit(event, detail) {
    for (const listener of [...(listeners.get(event) || [])]) tell(listener, detail);
  }

  return {
    on(event, listener) {
      if (!listeners.has(event)) listeners.set(event, new Set());
      listeners.get(event).add(listener);
      if (past.has(event)) tell(listener);
      return () => listeners.get(event).delete(listener);
    },
    emit,
    // Whoever listens later is told at once.
    remember(event) {
      past.add(event);
      emit(event);
    },
  };
}
