// What every page does: light, dark and large type at once; the current view in sight; a form is sent once; a toast goes by itself; the menu and dialogs close.
const root = document.documentElement;

// 明暗、大字：the form works without this; with it nothing is loaded again
for (const form of document.querySelectorAll("form[data-appearance]")) {
  form.addEventListener("submit", (event) => {
    const { name, value } = event.submitter ?? {};
    if (!name) return;
    event.preventDefault();
    let chosen = value;
    if (name === "theme") {
      const dark = root.dataset.theme === "dark" || (root.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
      chosen = dark ? "light" : "dark";
    }
    const body = new FormData(form);
    body.set(name, chosen);
    root.dataset[name] = chosen;
    if (name === "type") {
      event.submitter.setAttribute("aria-pressed", chosen === "large");
      event.submitter.value = chosen === "large" ? "standard" : "large";
    }
    fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } }).catch(() => {});
  });
}

// 窄屏上一排视图放不下：the current one stands in the middle
const view = document.querySelector(".tabs [aria-current]"), row = view?.parentElement;
if (view) row.scrollLeft = view.offsetLeft - row.offsetLeft - (row.clientWidth - view.offsetWidth) / 2;

// 同一张表单只送一次：the button says what is happening; coming back with the browser's arrow frees it
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.hasAttribute("data-sent")) { event.preventDefault(); return; }
  event.target.setAttribute("data-sent", "");
  const button = event.submitter;
  if (!button?.dataset.once) return;
  button.dataset.said = button.textContent;
  button.textContent = button.dataset.once;
  button.setAttribute("aria-busy", "true");
  // after the values are taken: a disabled button would not send its own
  setTimeout(() => { button.disabled = true; });
});
const free = () => {
  for (const form of document.querySelectorAll("form[data-sent]")) form.removeAttribute("data-sent");
  for (const button of document.querySelectorAll("button[data-said]")) {
    button.textContent = button.dataset.said;
    button.removeAttribute("aria-busy");
    button.removeAttribute("data-said");
    button.disabled = false;
  }
};
addEventListener("pageshow", (event) => event.persisted && free());
document.addEventListener("htmx:afterRequest", free);

// 轻提示：ten seconds, as long as nobody points at it or stands in it
customElements.define("office-toast", class extends HTMLElement {
  connectedCallback() {
    const wait = () => { this.timer = setTimeout(() => this.remove(), 10_000); };
    const stay = () => clearTimeout(this.timer);
    for (const name of ["pointerenter", "focusin"]) this.addEventListener(name, stay);
    for (const name of ["pointerleave", "focusout"]) this.addEventListener(name, () => { stay(); wait(); });
    this.querySelector("[data-close]")?.addEventListener("click", () => this.remove());
    wait();
  }
});

// 对话框与菜单：<button data-opens="id"> opens; the quiet act has focus; Esc closes and gives focus back
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  event.target.closest("[data-closes]")?.closest("dialog")?.close();
  for (const menu of document.querySelectorAll("details.self[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.self[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});
