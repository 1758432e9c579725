// One keystroke an answer. Keys are told by their place on the keyboard, so that they work in a Russian layout too.
(() => {
  "use strict";

  const places = { c: "KeyC", r: "KeyR", e: "KeyE", s: "KeyS", u: "KeyU" };
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  const off = () => localStorage.getItem("keys") === "off";

  const onKey = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && typing(event.target)) {
      const sheet = event.target.closest("details.correct");
      if (sheet) {
        sheet.open = false;
        sheet.querySelector("summary").focus();
      }
      return;
    }
    if (off() || typing(event.target)) return;
    const asked = [...document.querySelectorAll("[data-key]")].find(
      (one) => event.code === places[one.dataset.key] || event.key === one.dataset.key,
    );
    if (!asked) return;
    event.preventDefault();
    if (asked.tagName === "SUMMARY") {
      asked.parentElement.open = true;
      asked.parentElement.querySelector("select").focus();
    } else {
      asked.click();
    }
  };

  // An answer is sent once, however often its key is struck.
  const onSubmit = (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  };

  const onShow = (event) => {
    if (event.persisted) for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
  };

  document.addEventListener("keydown", onKey);
  for (const form of document.querySelectorAll(".answers form, .made form")) form.addEventListener("submit", onSubmit);
  addEventListener("pageshow", onShow);
  document.querySelector("[aria-invalid]")?.focus();
})();
