// 铃：<office-bell data-socket="/ws/bell/">
// The socket says only "changed". Each part with an id and data-refresh="URL" is then exchanged for that of the answer; also once
// a minute; in a background tab, when it is looked at again. The sign-in page, or 4401, ends it.
const POLL = 60_000, TICK = 20_000, CALM = 10_000, LONGEST = 60_000, GATHER = 400, SPEAK = 5_000;
const PARTS = "[id][data-refresh]";

customElements.define("office-bell", class extends HTMLElement {
  connectedCallback() {
    const { signal } = this.gone = new AbortController();
    this.tries = 0;
    this.asked = Date.now();
    this.words = this.label();
    const seen = () => { if (!document.hidden) { this.connect(); this.tick(); } };
    document.addEventListener("visibilitychange", seen, { signal });
    addEventListener("pageshow", seen, { signal });
    addEventListener("pagehide", () => this.socket?.close(), { signal });
    this.ticking = setInterval(() => this.tick(), TICK);
    this.connect();
  }

  disconnectedCallback() {
    this.over = true;
    this.gone.abort();
    clearInterval(this.ticking);
    clearTimeout(this.retry);
    this.socket?.close();
  }

  connect() {
    if (this.over || this.socket || document.hidden) return;
    clearTimeout(this.retry);
    const socket = this.socket = new WebSocket(new URL(this.dataset.socket, location.origin.replace("http", "ws")));
    socket.onopen = () => {
      this.calm = setTimeout(() => { this.tries = 0; }, CALM);
      if (this.lost) this.soon();
      this.waiting = false;
    };
    socket.onmessage = ({ data }) => {
      this.waiting = false;
      if (JSON.parse(data).kind === "changed") this.soon();
    };
    socket.onclose = ({ code }) => {
      clearTimeout(this.calm);
      this.socket = null;
      this.lost = true;
      if (code === 4401) this.disconnectedCallback();
      if (this.over) return;
      const pause = Math.min(LONGEST, 1000 * 2 ** this.tries++) * (1 + Math.random()) / 2;
      this.retry = setTimeout(() => this.connect(), pause);
    };
  }

  tick() {
    if (this.socket?.readyState === WebSocket.OPEN) {
      if (this.waiting) this.socket.close();
      else this.socket.send('{"kind":"ping"}');
      this.waiting = true;
    }
    if (this.stale || Date.now() - this.asked >= POLL) this.soon();
  }

  soon() {
    this.gathering ??= setTimeout(() => { this.gathering = null; this.refresh(); }, GATHER);
  }

  async refresh() {
    this.stale = document.hidden;
    if (this.over || this.stale) return;
    this.asked = Date.now();
    const urls = new Set([...document.querySelectorAll(PARTS)].map((part) => part.dataset.refresh));
    await Promise.all([...urls].map((url) => this.take(url).catch(() => { this.stale = true; })));
    this.speak();
  }

  async take(url) {
    const answer = await fetch(url, { headers: { "X-Requested-With": "fetch", "X-Refresh": "bell" } });
    if (answer.redirected) this.disconnectedCallback();
    if (!answer.ok || this.over) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll(PARTS)) {
      const fresh = old.dataset.refresh === url && page.getElementById(old.id), at = document.activeElement;
      // where somebody writes, nothing is exchanged; the focus stays on its link
      if (!fresh || fresh.isEqualNode(old) || (old.contains(at) && at.matches("input, select, textarea"))) continue;
      const place = [old, ...old.querySelectorAll("*")].indexOf(at);
      old.replaceWith(fresh);
      const inside = [fresh, ...fresh.querySelectorAll("*")];
      if (place >= 0) (inside.find(({ href }) => href && href === at.href) ?? inside[place])?.focus({ preventScroll: true });
      window.htmx?.process(fresh);
    }
  }

  label() {
    return this.querySelector("[aria-label]").getAttribute("aria-label");
  }

  speak() {
    this.speaking ??= setTimeout(() => {
      this.speaking = null;
      if (this.label() !== this.words) this.querySelector("[role=status]").textContent = this.words = this.label();
    }, SPEAK);
  }
});
