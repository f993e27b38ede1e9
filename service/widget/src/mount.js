// Puts the widget on the page without touching the page's styles or being touched by them.
function mount(root) {
  const host = document.createElement("aisle-widget");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [styleSheet, cardsSheet, preferencesSheet].map(adoptable);
  host.style.zIndex = settings.zIndex;
  followTheme(root);
  followLocale(root);
  if (settings.color) paint(root, settings.color);
  shadow.append(root);
  document.body.append(host);
}

function adoptable(text) {
  const sheet = new CSSStyleSheet(); // allowed under every style-src policy
  sheet.replaceSync(text);
  return sheet;
}

function followTheme(root) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => (settings.theme !== "auto" ? settings.theme : dark.matches ? "dark" : "light");
  const follow = () => (root.dataset.theme = theme());
  dark.addEventListener("change", follow);
  follow();
}

// The page's accent, with black or white on it, whichever contrasts more (relative luminance of WCAG 2).
function paint(root, color) {
  const [red, green, blue] = [1, 3, 5].map((start) => (parseInt(color.slice(start, start + 2), 16) / 255) ** 2.2);
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  root.style.setProperty("--accent", color);
  root.style.setProperty("--on-accent", luminance > 0.179 ? "#000000" : "#ffffff");
  root.style.setProperty("--accent-ink", "var(--ink)");
  root.style.setProperty("--accent-soft", "color-mix(in srgb, var(--accent) 14%, var(--bg))");
}
