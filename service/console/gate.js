// The sign-in form, before a page and again whenever the session has ended.

import { get, post, Refusal } from "./api.js";
import { make, one } from "./dom.js";
import { begin, end, session } from "./session.js";
import { topbar } from "./topbar.js";

const EXPIRED = "Your session has ended. Sign in again; what you wrote is kept in this tab.";

// Shows the page's `main` once somebody is signed in, and calls `open`; `close` when they no longer are.
export function enter({ view, open, close = () => {} }) {
  const gate = one("#gate");
  const page = one("#page");

  async function start(login) {
    try {
      begin(await get("/v1/desk/me"));
    } catch (error) {
      return refused(error, login);
    }
    gate.hidden = true;
    gate.replaceChildren(); // and with it the password that was typed
    page.hidden = false;
    topbar(view, leave);
    if (login) page.focus();
    open();
  }

  function refused(error, login) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 401) return show(login ? "The browser did not keep the session. Allow cookies for this page, then try again." : "");
    const again = make("button", { type: "button", class: "quiet", click: () => start(login) }, "Try again");
    gate.replaceChildren(make("div", { class: "panel" }, make("h1", {}, "Aisle"), make("p", { class: "note", role: "alert" }, error.message), again));
    gate.hidden = false;
  }

  function show(said = "") {
    end();
    close();
    topbar(view);
    page.hidden = true;
    gate.hidden = false;
    gate.replaceChildren(form(() => start(true), said));
    gate.querySelector("input").focus();
  }

  async function leave() {
    await post("/v1/desk/logout").catch((error) => {
      if (!(error instanceof Refusal) || error.status !== 401) throw error;
    });
    sessionStorage.clear();
    show();
  }

  window.addEventListener("aisle:signed-out", () => session.agent && show(EXPIRED));
  start();
}

function form(signedIn, said) {
  const note = make("p", { id: "gate-note", class: "note", role: "alert" }, said);
  const field = (name, label, attributes) => [
    make("label", { for: name }, label),
    make("input", { id: name, name, required: true, spellcheck: "false", "aria-describedby": "gate-note", ...attributes }),
  ];
  const button = make("button", { class: "primary" }, "Sign in");
  const submit = async (event) => {
    event.preventDefault();
    const { login, password } = Object.fromEntries(new FormData(event.target));
    button.disabled = true;
    try {
      await post("/v1/desk/login", { login: login.trim(), password });
      await signedIn();
    } catch (error) {
      tell(error, note, event.target);
    } finally {
      button.disabled = false;
    }
  };
  return make(
    "form",
    { class: "panel", submit },
    make("h1", {}, "Sign in"),
    make("p", {}, "For the people of the shop: conversations, complaints, wishes."),
    field("login", "Login", { autocomplete: "username", autocapitalize: "none" }),
    field("password", "Password", { type: "password", autocomplete: "current-password" }),
    note,
    button,
  );
}

function tell(error, note, form) {
  if (!(error instanceof Refusal)) throw error;
  const words = {
    401: "Login or password is wrong. Whoever is an admin here can give you a new password.",
    422: "Login or password is wrong. Whoever is an admin here can give you a new password.",
    429: `Too many tries. Wait ${error.wait || 60} seconds, then try again.`,
  };
  note.textContent = words[error.status] || error.message;
  form.elements.password.select();
}
