// 材料拖动排序：<office-arrange> holds a table whose rows carry their own hidden fields. A row that is dropped elsewhere stands there, and the
// form is sent as it stands then. Without it the buttons of each row do the same.
customElements.define("office-arrange", class extends HTMLElement {
  connectedCallback() {
    const body = this.querySelector("tbody"), form = this.closest("form");
    if (!form || !body || body.rows.length < 2 || !body.querySelector("button")) return;
    let held = null, from = -1;
    for (const row of body.rows) row.draggable = true;
    body.addEventListener("dragstart", (event) => {
      held = event.target.closest?.("tr");
      from = held ? held.rowIndex : -1;
      event.dataTransfer.effectAllowed = "move";
    });
    body.addEventListener("dragover", (event) => {
      const over = event.target.closest("tr");
      if (!held || !over) return;
      event.preventDefault();
      if (over === held) return;
      const { top, height } = over.getBoundingClientRect();
      over[event.clientY < top + height / 2 ? "before" : "after"](held);
    });
    body.addEventListener("drop", (event) => event.preventDefault());
    body.addEventListener("dragend", () => {
      if (held && held.rowIndex !== from) form.requestSubmit();
      held = null;
    });
  }
});
