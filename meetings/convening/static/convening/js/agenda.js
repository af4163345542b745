// 议程拖动：a row is dropped where it is to stand; the form that the buttons use is sent with its place. Without this the buttons do the same.
for (const list of document.querySelectorAll("[data-agenda]")) {
  const form = list.closest("form"), rows = () => [...list.children];
  let held = null, from = 0;
  list.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-item]");
    if (!held) return;
    from = rows().indexOf(held);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.item);
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-item]");
    if (!held) return;
    event.preventDefault();
    if (!over || over === held) return;
    const { top, height } = over.getBoundingClientRect();
    over[event.clientY > top + height / 2 ? "after" : "before"](held);
  });
  list.addEventListener("drop", (event) => {
    if (held) event.preventDefault();
  });
  list.addEventListener("dragend", (event) => {
    if (!held) return;
    const place = rows().indexOf(held), item = held.dataset.item;
    held = null;
    if (place === from) return;
    if (event.dataTransfer.dropEffect === "none") { const row = rows()[place]; row.remove(); list.insertBefore(row, rows()[from] ?? null); return; }
    const body = new FormData(form);
    body.set("moved", item);
    body.set("stand_at", place + 1);
    const sent = document.createElement("form");
    sent.method = "post";
    sent.action = form.action;
    for (const [name, value] of body) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      sent.append(field);
    }
    document.body.append(sent);
    sent.requestSubmit();
  });
}
