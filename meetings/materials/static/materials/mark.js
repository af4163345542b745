// 在页上标出位置：<office-mark> holds the form of a note. After 在页上标 is pressed, a stroke or a tap on a page fills the form's four fields
// and the page's number. Without it they are filled in by hand.
customElements.define("office-mark", class extends HTMLElement {
  connectedCallback() {
    this.fields = Object.fromEntries(["page", "x", "y", "wide", "high"].map((name) => [name, this.querySelector(`[name=${name}]`)]));
    const how = this.querySelector("[data-how]");
    if (!how || Object.values(this.fields).includes(null)) return;
    const start = document.createElement("button");
    start.type = "button";
    start.className = "btn small";
    start.textContent = "在页上标";
    how.after(start);
    start.addEventListener("click", () => {
      how.textContent = "在页上划一道，或点一下。按 Esc 不标。";
      this.begin();
    });
    for (const sheet of document.querySelectorAll(".sheet[data-page]")) {
      sheet.addEventListener("pointerdown", (event) => this.marking && this.down(event, sheet));
      sheet.addEventListener("dragstart", (event) => this.marking && event.preventDefault());
      sheet.addEventListener("pointermove", (event) => this.first && this.draw(event));
      sheet.addEventListener("pointerup", (event) => this.first && this.up(event));
    }
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.end());
    this.querySelector("form").addEventListener("input", () => this.show());
  }

  begin() {
    this.marking = true;
    for (const sheet of document.querySelectorAll(".sheet[data-page]")) sheet.style.touchAction = "none";
    document.querySelector(`#page-${this.fields.page.value || 1}`)?.scrollIntoView({ block: "nearest" });
  }

  end() {
    this.marking = this.first = null;
    for (const sheet of document.querySelectorAll(".sheet[data-page]")) sheet.style.touchAction = "";
  }

  at(event) {
    const box = this.sheet.getBoundingClientRect();
    const part = (place, whole) => Math.min(100, Math.max(0, Math.round((place / whole) * 1000) / 10));
    return [part(event.clientX - box.left, box.width), part(event.clientY - box.top, box.height)];
  }

  down(event, sheet) {
    event.preventDefault();
    this.sheet = sheet;
    sheet.setPointerCapture(event.pointerId);
    this.first = this.at(event);
    this.fields.page.value = sheet.dataset.page;
    this.draw(event);
  }

  draw(event) {
    const [x, y] = this.first, [x2, y2] = this.at(event);
    const tap = Math.abs(x2 - x) < 1 && Math.abs(y2 - y) < 1;
    const wide = tap ? 6 : Math.max(1, Math.abs(x2 - x)), high = tap ? 3 : Math.max(1, Math.abs(y2 - y));
    const left = Math.min(tap ? x - 3 : Math.min(x, x2), 100 - wide), top = Math.min(tap ? y - 1.5 : Math.min(y, y2), 100 - high);
    const said = { x: Math.max(0, left), y: Math.max(0, top), wide, high };
    for (const [name, value] of Object.entries(said)) this.fields[name].value = Math.round(value * 10) / 10;
    this.show();
  }

  up() {
    this.end();
    this.querySelector("[name=text]").focus();
  }

  show() {
    const { page, x, y, wide, high } = this.fields;
    const sheet = document.querySelector(`#page-${CSS.escape(page.value || "0")}`);
    this.drawn?.remove();
    if (!sheet || !wide.value || !high.value) return;
    const make = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
    this.drawn = make("svg");
    this.drawn.setAttribute("class", "marks");
    const rect = make("rect");
    for (const [name, field] of Object.entries({ x, y, width: wide, height: high })) rect.setAttribute(name, `${field.value || 0}%`);
    this.drawn.append(rect);
    sheet.append(this.drawn);
  }
});
