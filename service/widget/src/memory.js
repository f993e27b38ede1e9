// Small values kept in the browser; where the browser forbids storage they last as long as the page.
function createMemory(findArea) {
  const fallback = new Map();
  const area = usable(findArea);
  const key = (name) => `aisle:${name}`;
  return {
    get(name) {
      const text = area ? area.getItem(key(name)) : fallback.get(name);
      return text == null ? undefined : parsed(text);
    },
    set(name, value) {
      const text = JSON.stringify(value);
      fallback.set(name, text);
      try {
        if (area) area.setItem(key(name), text);
      } catch {
        // The storage is full: the value is lost at the next page, the conversation goes on.
      }
    },
    remove(name) {
      fallback.delete(name);
      if (area) area.removeItem(key(name));
    },
  };
}

function usable(findArea) {
  try {
    const area = findArea();
    area.getItem("aisle:");
    return area;
  } catch {
    return null;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// randomUUID exists on secure pages only; a shop tried on http://192.168... needs ids too.
function makeId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
