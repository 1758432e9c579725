// What smooths the pages for those who have scripts: keys, colours without a new page, menus, questions before a deed.
// Pages add their own keys with servanda.key("c", deed).

(() => {
  "use strict";

  const keys = new Map();
  const WAIT = 1200;
  let before = "";
  let until = 0;

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  const off = () => localStorage.getItem("keys") === "off";
  const go = (path) => () => location.assign(path);

  // A key, or two one after the other as "g t", and what it does. The page on which it works says so itself.
  const key = (name, deed) => keys.set(name, deed);

  // The Latin letter of a key, whatever the layout: on the Russian one "п" is where "g" is, "." where "/" is.
  const named = (event) => {
    if (/^Key[A-Z]$/.test(event.code) && !/^[a-z]$/i.test(event.key)) return event.code[3].toLowerCase();
    if (event.code === "Slash" && /^[.,]$/.test(event.key)) return event.shiftKey ? "?" : "/";
    return event.key;
  };

  const onKey = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || off() || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const pressed = named(event);
    const name = before && Date.now() < until ? `${before} ${pressed}` : pressed;
    const deed = keys.get(name) ?? keys.get(pressed);
    before = pressed;
    until = Date.now() + WAIT;
    if (!deed) return;
    before = "";
    event.preventDefault();
    deed(event);
  };

  const open = (id) => document.getElementById(id)?.showModal();

  const onTheme = (event) => {
    const button = event.target.closest('.choice button[name="theme"]');
    if (!button) return;
    event.preventDefault();
    const root = document.documentElement;
    if (button.value === "auto") delete root.dataset.theme;
    else root.dataset.theme = button.value;
    for (const one of button.parentElement.children) one.setAttribute("aria-pressed", String(one === button));
    fetch("/preferences", { method: "POST", body: new URLSearchParams({ theme: button.value }), redirect: "manual" });
  };

  const onClick = (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) open(opener.dataset.opens);
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target) || opener) menu.open = false;
    }
  };

  const onEscape = (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  };

  const onSubmit = (event) => {
    const question = event.target.dataset.confirm;
    if (question && !confirm(question)) event.preventDefault();
  };

  const start = () => {
    for (const one of document.querySelectorAll("[data-opens]")) one.hidden = false;
    const box = document.getElementById("keys-on");
    if (box) {
      box.checked = !off();
      box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
    }
    // Not by scrollIntoView: the Tab key would go on from there, past the link to the content.
    const current = document.querySelector(".sections [aria-current]");
    const sections = current?.closest(".sections");
    if (sections) sections.scrollLeft = current.offsetLeft - (sections.clientWidth - current.offsetWidth) / 2;
  };

  key("?", () => open("keys"));
  key("/", () => {
    const find = document.getElementById("find");
    if (find?.offsetParent) find.focus();
    else location.assign("/pledges");
  });
  const sections = { t: "/", r: "/pledges", c: "/calendar", m: "/map", f: "/figures", v: "/review", s: "/sources" };
  for (const [letter, path] of Object.entries(sections)) key(`g ${letter}`, go(path));

  document.addEventListener("keydown", onKey);
  document.addEventListener("keydown", onEscape);
  document.addEventListener("click", onTheme);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("DOMContentLoaded", start);
  window.servanda = Object.freeze({ key });
})();
