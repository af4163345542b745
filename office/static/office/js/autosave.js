// 自动保存：<office-autosave form="draft" data-url="…">09:41 已自动保存</office-autosave>
// Sends the whole form a moment after the writing pauses. The answer is JSON: {"said": "09:41 已自动保存·第3稿", "fields": {"version": "4"}};
// `fields` are written back into the form, so that the next save stands on this one. A refusal (409, 422) has `said` too and stays
// until a save succeeds: it speaks aloud, success does not. What was not saved (`data-unsaved`: from the beginning, as the form came back
// refused) is asked about before the page is left; where another form of the page is sent, it is saved first, and where that fails nothing
// is sent. The form itself, sent while a save is under way, waits for it.
const PAUSE = 1500, AGAIN = 10_000;

customElements.define("office-autosave", class extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.getAttribute("form"));
    if (!this.form) return;
    this.changed = this.hasAttribute("data-unsaved") ? 1 : 0;
    this.saved = 0;
    const { signal } = this.gone = new AbortController(), on = (where, name, act, more) => where.addEventListener(name, act, { signal, ...more });
    const saveSoon = () => this.unsaved && this.save();
    on(this.form, "input", () => { this.changed += 1; this.later(PAUSE); });
    on(document, "submit", (event) => this.before(event), { capture: true });
    on(document, "htmx:beforeRequest", (event) => this.leaving && event.preventDefault());
    on(document, "visibilitychange", () => document.visibilityState === "hidden" && saveSoon());
    on(window, "online", saveSoon);
    on(window, "beforeunload", (event) => !this.leaving && this.unsaved && event.preventDefault());
    on(window, "pageshow", () => { this.leaving = false; });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.gone?.abort();
  }

  get unsaved() {
    return this.changed > this.saved;
  }

  async before(event) {
    const { target: form, submitter } = event;
    if (form.matches("[data-appearance]")) return;
    const own = form === this.form;
    if (!this.saving && (own || !this.unsaved)) {
      this.leaving = true;
      clearTimeout(this.timer);
      return;
    }
    event.preventDefault();
    await (this.saving ?? this.save());
    if (!own && this.unsaved) await this.save();
    if (own || !this.unsaved) form.requestSubmit(submitter);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  save() {
    if (!this.leaving) return this.saving ??= this.write().finally(() => { this.saving = null; });
  }

  async write() {
    const upto = this.changed;
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body: new FormData(this.form), headers: { "X-Requested-With": "fetch", Accept: "application/json" } });
      const { said, fields = {} } = await answer.json();
      for (const [name, value] of Object.entries(fields)) if (this.form.elements[name]) this.form.elements[name].value = value;
      this.say(said, !answer.ok);
      if (answer.ok) {
        this.saved = upto;
        this.dispatchEvent(new CustomEvent("autosaved", { bubbles: true, detail: fields }));
      }
    } catch {
      this.say("没有保存：网络不通。文字还在本页，连上后自动再存。", true);
      this.later(AGAIN);
    }
    if (this.changed > upto) this.later(PAUSE);
  }

  say(words, wrong) {
    this.toggleAttribute("data-wrong", wrong);
    if (wrong) this.setAttribute("role", "alert");
    else this.removeAttribute("role");
    if (this.textContent !== words) this.textContent = words;
  }
});
