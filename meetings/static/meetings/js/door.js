// 门牌屏：dark and large, looks again by itself, and says when it cannot.
const EVERY = 10_000;

customElements.define("meetings-door", class extends HTMLElement {
  connectedCallback() {
    Object.assign(document.documentElement.dataset, { theme: "dark", type: "large" });
    this.timer = setInterval(() => this.look(), Number(this.dataset.every) || EVERY);
    addEventListener("online", () => this.look());
    addEventListener("offline", () => this.lost());
  }
  disconnectedCallback() { clearInterval(this.timer); }
  async look() {
    try {
      const answer = await fetch(this.dataset.url, { signal: AbortSignal.timeout(8_000), cache: "no-store" });
      if (answer.status === 404) { this.lost("这个屏幕的地址已作废。请与管理人员联系。"); return; }
      if (!answer.ok) { this.lost(); return; }
      this.querySelector("[data-now]").innerHTML = await answer.text();
      this.querySelector("[data-lost]").hidden = true;
    } catch { this.lost(); }
  }
  lost(sentence) {
    const strip = this.querySelector("[data-lost]");
    const at = this.querySelector("[data-at]")?.dataset.at;
    strip.textContent = sentence || `连接中断，正在重连。显示的是${at}的情况，可能已经变了。`;
    strip.hidden = false;
  }
});
