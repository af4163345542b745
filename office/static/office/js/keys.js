// 键盘：J K move between the rows of [data-keys], X chooses, Enter opens, / goes to the search field,
// ? shows all keys. A button or link with data-key="A" is pressed by its letter. Keys never fire in a field.
const FIELD = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog";
const rows = () => [...document.querySelectorAll("[data-keys] tbody tr, [data-keys] > .row")];
const bulk = document.querySelector(".bulk");
const searching = () => document.querySelector("[role=search] input[type=search]");
const visible = (one) => one.getClientRects().length > 0;

const move = (step) => {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("at") || row.contains(document.activeElement));
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  all[at]?.classList.remove("at");
  next.classList.add("at");
  next.querySelector("a")?.focus();
  next.scrollIntoView({ block: "nearest" });
};

const count = () => {
  const boxes = [...document.querySelectorAll("[data-keys] tbody input[type=checkbox]")];
  for (const box of boxes) box.closest("tr").setAttribute("aria-selected", box.checked);
  const chosen = boxes.filter((box) => box.checked).length;
  if (bulk) { bulk.hidden = chosen === 0; bulk.querySelector("[data-count]").textContent = chosen; }
  const all = document.querySelector("[data-keys] thead input[type=checkbox]");
  if (all) { all.checked = chosen > 0 && chosen === boxes.length; all.indeterminate = chosen > 0 && chosen < boxes.length; }
};

if (bulk) count();

const show = () => {
  let dialog = document.getElementById("all-keys");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "all-keys";
    dialog.className = "dialog";
    dialog.setAttribute("aria-labelledby", "all-keys-h");
    const lines = rows().length ? [["J K", "下一行、上一行"], ["Enter", "打开"]] : [];
    if (document.querySelector("[data-keys] tbody input")) lines.push(["X", "选中"]);
    if (searching()) lines.push(["/", "检索"]);
    for (const one of document.querySelectorAll("[data-key]")) if (visible(one)) lines.push([one.dataset.key, one.textContent.replace(one.dataset.key, "").trim()]);
    lines.push(["?", "全部按键"], ["Esc", "收起"]);
    dialog.innerHTML = '<h3 id="all-keys-h">按键</h3><dl class="facts"></dl><footer><button type="button" class="btn" data-closes>知道了</button></footer>';
    for (const [key, what] of lines) {
      const term = document.createElement("dt"), words = document.createElement("dd"), cap = document.createElement("kbd");
      cap.textContent = key; term.append(cap); words.textContent = what;
      dialog.querySelector("dl").append(term, words);
    }
    document.body.append(dialog);
  }
  dialog.showModal();
};

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys] thead input")) for (const box of document.querySelectorAll("[data-keys] tbody input[type=checkbox]")) box.checked = event.target.checked;
  if (event.target.closest("[data-keys]")) count();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-choose-none]")) return;
  for (const box of document.querySelectorAll("[data-keys] tbody input:checked")) box.checked = false;
  count();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest(FIELD)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const search = searching();
  const pressed = /^[a-z]$/.test(key) && [...document.querySelectorAll(`[data-key="${key.toUpperCase()}"]`)].find(visible);
  if (key === "/" && search) search.focus();
  else if (key === "?") show();
  else if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
  else if (key === "x") document.querySelector("[data-keys] .at input[type=checkbox]")?.click();
  else if (pressed && !pressed.disabled) pressed.click();
  else return;
  event.preventDefault();
});
