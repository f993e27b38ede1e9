// Puts the widget on the page without touching the page's styles or being touched by them.
// Gives back setTheme("light" | "dark" | "auto").
function mount(root) {
  const host = document.createElement("aisle-widget");
  const shadow = host.attachShadow({ mode: "open" });
  const frame = `:host { z-index: ${settings.zIndex} !important }`;
  shadow.adoptedStyleSheets = [styleSheet, statesSheet, cardsSheet, preferencesSheet, frame].map(sheetOf);
  for (const name of ["offsetX", "offsetY"]) {
    if (settings[name] !== null) root.style.setProperty(name === "offsetX" ? "--x" : "--y", `${settings[name]}px`);
  }
  followLocale(root);
  if (settings.color) paint(root, settings.color);
  if (settings.font) root.style.fontFamily = settings.font;
  shadow.append(root);
  document.body.append(host);
  return followTheme(root);
}

// Constructed sheets are allowed under every style-src policy.
function sheetOf(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

function followTheme(root) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let theme = settings.theme;
  const follow = () => (root.dataset.theme = theme !== "auto" ? theme : dark.matches ? "dark" : "light");
  dark.addEventListener("change", follow);
  follow();
  return (name) => {
    theme = ["light", "dark"].includes(name) ? name : "auto";
    follow();
  };
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
