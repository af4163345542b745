// 铃：<office-bell data-socket="/ws/bell/">…</office-bell>
// The socket says only that something changed. Every part of the page with an id and data-refresh="URL" is then asked for at its URL
// and exchanged for the part of that id in the answer. Without a socket the parts are asked for once a minute. In a background tab
// nothing is asked for until it is looked at again. An answer that comes from the sign-in page ends it all.
const POLL = 60_000, TICK = 20_000, CALM = 10_000, LONGEST = 60_000, GATHER = 400, SPEAK = 5_000;

customElements.define("office-bell", class extends HTMLElement {
  connectedCallback() {
    this.tries = this.spoke = 0;
    this.asked = Date.now();
    this.words = this.label();
    this.seen = () => { if (!document.hidden) { this.connect(); this.tick(); } };
    this.leave = () => { clearTimeout(this.retry); this.socket?.close(); };
    document.addEventListener("visibilitychange", this.seen);
    addEventListener("online", this.seen);
    addEventListener("pageshow", this.seen);
    addEventListener("pagehide", this.leave);
    this.ticking = setInterval(() => this.tick(), TICK);
    this.connect();
  }

  disconnectedCallback() {
    this.over = true;
    clearInterval(this.ticking);
    document.removeEventListener("visibilitychange", this.seen);
    removeEventListener("online", this.seen);
    removeEventListener("pageshow", this.seen);
    removeEventListener("pagehide", this.leave);
    this.leave();
  }

  connect() {
    if (this.over || this.socket || document.hidden) return;
    clearTimeout(this.retry);
    const url = new URL(this.dataset.socket, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = this.socket = new WebSocket(url);
    socket.onopen = () => {
      this.calm = setTimeout(() => { this.tries = 0; }, CALM);
      if (this.lost) this.soon();
      this.lost = this.waiting = false;
    };
    socket.onmessage = ({ data }) => {
      this.waiting = false;
      if (JSON.parse(data).kind === "changed") this.soon();
    };
    socket.onclose = ({ code }) => {
      clearTimeout(this.calm);
      this.socket = null;
      this.lost = true;
      if (code === 4401) this.over = true;
      const pause = Math.min(LONGEST, 1000 * 2 ** this.tries);
      this.tries += 1;
      // half of the pause by chance, so that not all pages come back in the same moment
      this.retry = setTimeout(() => this.connect(), pause / 2 + Math.random() * pause / 2);
    };
  }

  tick() {
    if (this.socket?.readyState === WebSocket.OPEN) {
      if (this.waiting) this.socket.close();
      else { this.waiting = true; this.socket.send('{"kind":"ping"}'); }
    }
    if (this.stale || Date.now() - this.asked >= POLL) this.soon();
  }

  soon() {
    clearTimeout(this.gathering);
    this.gathering = setTimeout(() => this.refresh(), GATHER);
  }

  async refresh() {
    this.stale = document.hidden;
    if (this.over || this.stale) return;
    this.asked = Date.now();
    const parts = document.querySelectorAll("[id][data-refresh]");
    const urls = new Set([...parts].map((part) => part.dataset.refresh));
    await Promise.all([...urls].map((url) => this.take(url).catch(() => { this.stale = true; })));
    this.speak();
  }

  async take(url) {
    const answer = await fetch(url, { headers: { "X-Requested-With": "fetch", "X-Refresh": "bell" } });
    if (answer.redirected) { this.over = true; this.leave(); }
    if (!answer.ok || this.over) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[id][data-refresh]")) {
      const fresh = old.dataset.refresh === url && page.getElementById(old.id), at = document.activeElement;
      if (!fresh || fresh.isEqualNode(old) || (old.contains(at) && at.matches("input, select, textarea"))) continue;
      const place = [old, ...old.querySelectorAll("*")].indexOf(at);
      old.replaceWith(fresh);
      if (place >= 0) [fresh, ...fresh.querySelectorAll("*")][place]?.focus({ preventScroll: true });
      window.htmx?.process(fresh);
    }
  }

  label() {
    return this.querySelector("[aria-label]")?.ariaLabel ?? "";
  }

  speak() {
    if (this.label() === this.words) return;
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      this.spoke = Date.now();
      this.querySelector("[role=status]").textContent = this.words = this.label();
    }, Math.max(0, this.spoke + SPEAK - Date.now()));
  }
});
