// 拖放：<office-drop class="drop"> holds an ordinary file field; files that are dropped here become the field's, their names are shown.
customElements.define("office-drop", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input[type=file]");
    if (!field) return;
    let inside = 0;
    const over = (step) => { inside = Math.max(0, inside + step); this.toggleAttribute("data-over", inside > 0); };
    this.addEventListener("dragenter", (event) => { event.preventDefault(); over(1); });
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("dragleave", () => over(-1));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      over(-inside);
      const given = new DataTransfer();
      for (const file of [...event.dataTransfer.files].slice(0, field.multiple ? undefined : 1)) given.items.add(file);
      if (!given.files.length) return;
      field.files = given.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    field.addEventListener("change", () => {
      const names = this.querySelector("[data-names]");
      if (names) names.textContent = [...field.files].map((file) => file.name).join("、");
    });
  }
});
