// 批示：<office-instruct> holds an ordinary form. It fills the opinion from the chosen phrase, units, people and day while the writer has
// not written himself, and turns a name that is picked from the list into a ticked box. Without it the server does both from the same fields;
// so it does with what stands there unchanged, which names that were only typed belong to.
const PLACE = /\{([^{}]*)\}/g;

customElements.define("office-instruct", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.opinion = this.form?.querySelector("[name=opinion]");
    this.names = this.form?.querySelector("[name=names]");
    if (!this.opinion) return;
    this.made = "";
    this.form.addEventListener("change", (event) => event.target !== this.opinion && this.fill());
    this.names?.addEventListener("input", () => this.pick());
    this.form.addEventListener("formdata", ({ formData }) => this.opinion.value === this.made && formData.set("opinion", ""));
    this.form.elements.due_on?.addEventListener("input", () => {
      const free = this.form.querySelector("[name=days][value='']");
      if (free) free.checked = true;
    });
  }

  named(name) {
    return [...this.form.querySelectorAll(`[name=${name}]:checked`)].map((one) => one.dataset.name);
  }

  get day() {
    const preset = this.form.querySelector("[name=days]:checked")?.dataset.day;
    const [, month, day] = (this.form.elements.due_on?.value || "").split("-");
    return preset || (month ? `${+month}月${+day}日` : "");
  }

  fill() {
    const phrase = this.form.querySelector("[name=phrase]:checked")?.value;
    if (!phrase || (this.opinion.value.trim() && this.opinion.value !== this.made)) return;
    const lead = this.form.elements.lead_unit?.selectedOptions[0]?.dataset.name || "";
    const words = {
      人员: [...this.named("people"), ...this.named("picked")].join("、"), 牵头: lead, 时限: this.day,
      配合: this.named("co_units").filter((name) => name !== lead).join("、"),
    };
    const clauses = phrase.match(/[^，；。]+[，；。]?|[，；。]/g) || [];
    const kept = clauses.filter((clause) => [...clause.matchAll(PLACE)].every(([, place]) => words[place]));
    const said = kept.map((clause) => clause.replace(PLACE, (_, place) => words[place])).join("");
    for (const clause of kept) for (const [, place] of clause.matchAll(PLACE)) words[place] = "";
    this.made = (said && !said.endsWith("。") ? `${said.replace(/[，；]+$/, "")}。` : said) + this.besides(words);
    this.opinion.value = this.made;
  }

  besides({ 人员, 牵头, 配合, 时限 }) {
    const asked = [牵头 && 牵头 + (配合 ? "牵头" : "承办"), 配合 && `${配合}配合`, 人员 && `${人员}具体办理`].filter(Boolean);
    const all = 时限 ? [...asked, `${时限}前报结果`] : asked;
    return all.length ? `${asked.length ? "请" : ""}${all.join("，")}。` : "";
  }

  pick() {
    const word = this.names.value;
    const listed = [...(this.names.list?.options || [])].some((one) => one.value === word);
    const [, name, unit] = word.match(/^(.+)（(.*)）$/) || [];
    if (!listed || !name) return;
    let box = this.querySelector("[data-picked]");
    if (!box) {
      box = document.createElement("div");
      box.className = "choose";
      box.dataset.picked = "";
      this.names.before(box);
    }
    const label = document.createElement("label"), tick = document.createElement("input"), small = document.createElement("small");
    Object.assign(tick, { type: "checkbox", name: "picked", value: word, checked: true });
    tick.dataset.name = name;
    small.textContent = unit;
    label.append(tick, name, small);
    box.append(label);
    this.names.value = "";
    this.fill();
  }
});
