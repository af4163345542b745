// 自动保存：<office-autosave form="draft" data-url="…">09:41 已自动保存</office-autosave>
// Sends the whole form a moment after the writing pauses. The answer is JSON: {"said": "09:41 已自动保存·第3稿", "fields": {"version": "4"}};
// `fields` are written back into the form, so that the next save stands on this one. A refusal (409, 422) has `said` too and stays
// until a save succeeds: it speaks aloud, success does not. What was not saved is asked about before the page is left.
const PAUSE = 1500, AGAIN = 10_000;

customElements.define("office-autosave", class extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.getAttribute("form"));
    if (!this.form) return;
    this.changed = 0;
    this.saved = 0;
    this.form.addEventListener("input", () => { this.changed += 1; this.later(PAUSE); });
    this.form.addEventListener("submit", () => { this.leaving = true; clearTimeout(this.timer); });
    this.leave = (event) => { if (!this.leaving && this.changed > this.saved) event.preventDefault(); };
    this.hide = () => document.visibilityState === "hidden" && this.changed > this.saved && this.save();
    this.online = () => this.changed > this.saved && this.save();
    addEventListener("beforeunload", this.leave);
    addEventListener("online", this.online);
    document.addEventListener("visibilitychange", this.hide);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    removeEventListener("beforeunload", this.leave);
    removeEventListener("online", this.online);
    document.removeEventListener("visibilitychange", this.hide);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  async save() {
    if (this.busy || this.leaving) return;
    this.busy = true;
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
    } finally {
      this.busy = false;
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
