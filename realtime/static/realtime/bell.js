// 铃：<office-bell data-socket="/ws/bell/">
// The socket says only "changed". Each part with an id and data-refresh="URL" is then exchanged for that of the answer; also once
// a minute, and when looked at again. The sign-in page, or 4401, ends it.
const POLL = 60_000, TICK = 20_000, CALM = 10_000, GATHER = 400, SPEAK = 5_000;
const PARTS = "[id][data-refresh]";

customElements.define("office-bell", class extends HTMLElement {
  tries = 0;
  asked = Date.now();

  connectedCallback() {
    const { signal } = this.gone = new AbortController();
    this.words = this.label();
    const seen = () => { if (!document.hidden) { this.connect(); this.tick(CALM); } };
    for (const back of ["visibilitychange", "pageshow", "online"]) addEventListener(back, seen, { signal });
    addEventListener("pagehide", () => this.socket?.close(), { signal });
    this.ticking = setInterval(() => this.tick(POLL), TICK);
    this.connect();
  }

  disconnectedCallback() {
    this.over = true;
    this.gone.abort();
    clearInterval(this.ticking);
    this.socket?.close();
  }

  connect() {
    if (this.over || this.socket || document.hidden) return;
    const socket = this.socket = new WebSocket(location.origin.replace("http", "ws") + this.dataset.socket);
    this.mute = Date.now();
    socket.onopen = () => { this.mute = 0; if (this.lost) this.soon(); };
    socket.onmessage = ({ data }) => {
      this.mute = this.tries = 0;
      if (data.includes("changed")) this.soon();
    };
    socket.onclose = ({ code }) => this.lose(socket, code);
  }

  lose(socket, code) {
    if (socket !== this.socket) return;
    this.socket = null;
    this.lost = true;
    if (code === 4401) this.disconnectedCallback();
    setTimeout(() => this.connect(), Math.min(POLL, 1000 * 2 ** this.tries++) * (1 + Math.random()) / 2);
  }

  tick(old) {
    const { socket } = this, now = Date.now();
    if (socket && !this.mute) {
      socket.send('{"kind":"ping"}');
      this.mute = now;
    } else if (socket && now - this.mute >= CALM) {
      socket.close(); // which a dead line tells much later
      this.lose(socket);
    }
    if (this.stale || now - this.asked >= old) this.soon();
  }

  soon() {
    this.gathering ??= setTimeout(async () => {
      await this.asking; // no late answer undoes a later one
      this.gathering = null;
      this.asking = this.refresh();
    }, GATHER);
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
    const answer = await fetch(url, { headers: { "X-Refresh": "bell" }, signal: AbortSignal.timeout(CALM) });
    if (answer.redirected) this.disconnectedCallback();
    if (answer.status >= 500) throw answer;
    if (!answer.ok || this.over) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll(PARTS)) {
      const fresh = old.dataset.refresh === url && page.getElementById(old.id), at = document.activeElement;
      // not where somebody writes; the focus stays on its link
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
