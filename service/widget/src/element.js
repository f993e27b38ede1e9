// Builds elements. Strings become text nodes, so nothing a product or a shopper says is ever read as HTML.
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
  return node;
}

function hidden(text) {
  return element("span", { class: "hidden" }, text);
}

function iconButton(icon, label, click, className = "") {
  const attributes = { class: `icon-button ${className}`.trim(), type: "button", "aria-label": label, title: label, click };
  return element("button", attributes, drawIcon(icon));
}

// An address fit for href and src: http or https, relative ones seen from the service; "" for anything else.
function safeAddress(address) {
  try {
    const url = new URL(address || "javascript:", settings.server);
    return /^https?:$/.test(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}

// Text with its web addresses as links; everything else stays text.
function linked(text) {
  return String(text)
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/)
    .map((part, place) => (place % 2 && safeAddress(part) ? outsideLink(part) : part));
}

function outsideLink(address) {
  return element("a", { href: safeAddress(address), target: "_blank", rel: "noopener noreferrer" }, address);
}

// Does the work of a button once at a time. A disabled button would lose the focus, so it is only marked.
async function once(button, work) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function holdsFocus(node) {
  return node.contains(node.getRootNode().activeElement);
}
