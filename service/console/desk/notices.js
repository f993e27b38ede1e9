// Notifications of the browser and a short sound, for whoever looks elsewhere.

import { dialog } from "../dialog.js";
import { make } from "../dom.js";

const KEY = "aisle:notices";
const NOTES = [660, 880]; // Hz, one after the other

const offered = () => "Notification" in window;

export function createNotices({ open }) {
  let audio = null;
  const chosen = { notify: false, sound: false, ...read() };

  function read() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch {
      return {}; // as if nothing had been chosen
    }
  }

  function set(name, on) {
    chosen[name] = on;
    localStorage.setItem(KEY, JSON.stringify(chosen));
  }

  function settings() {
    const note = make("p", { class: "sub", role: "status" }, offered() ? "" : "This browser has no notifications.");
    const box = (name, label, change) => make("label", { class: "choice" }, make("input", { type: "checkbox", checked: chosen[name], disabled: name === "notify" && !offered(), change }), label);
    const notify = async ({ target }) => {
      const allowed = !target.checked || (await Notification.requestPermission()) === "granted";
      target.checked &&= allowed;
      note.textContent = allowed ? "" : "The browser does not allow notifications for this page; its settings say where to change that.";
      set("notify", target.checked);
    };
    const sound = ({ target }) => {
      set("sound", target.checked);
      if (target.checked) play();
    };
    dialog({
      title: "Notifications",
      content: [
        make("p", { class: "sub" }, "When somebody begins to wait or writes to you while you look at something else."),
        make("fieldset", { class: "outcomes" }, make("legend", { class: "hidden" }, "How to be told"), box("notify", "Show a notification", notify), box("sound", "Play a short sound", sound)),
        note,
      ],
    });
  }

  // Nothing is told to who looks at the desk already.
  function tell(title, body, conversation_id) {
    if (!document.hidden) return;
    if (chosen.sound) play();
    if (!chosen.notify || !offered() || Notification.permission !== "granted") return;
    const shown = new Notification(title, { body, tag: conversation_id, icon: "/console/icon.svg" });
    shown.onclick = () => {
      window.focus();
      shown.close();
      open(conversation_id);
    };
  }

  function play() {
    audio ??= new AudioContext();
    audio.resume();
    NOTES.forEach((pitch, place) => tone(audio.currentTime + place * 0.14, pitch));
  }

  function tone(start, pitch) {
    const wave = new OscillatorNode(audio, { type: "sine", frequency: pitch });
    const loud = new GainNode(audio, { gain: 0 });
    wave.connect(loud).connect(audio.destination);
    loud.gain.setValueAtTime(0, start);
    loud.gain.linearRampToValueAtTime(0.12, start + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.001, start + 0.3);
    wave.start(start);
    wave.stop(start + 0.32);
  }

  return { settings, tell };
}
