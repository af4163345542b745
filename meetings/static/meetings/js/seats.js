// 座次图：a person is dragged from a seat, or from those who wait, to a seat; the form with both is sent. Links do the same without it.
const FAR = 6; // pixels before a press is a drag

customElements.define("meetings-seats", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("dragstart", (event) => event.preventDefault());
    this.addEventListener("pointerdown", (event) => this.take(event));
    this.addEventListener("click", (event) => { if (this.moved) { event.preventDefault(); this.moved = false; } }, true);
  }
  take(event) {
    this.moved = false;
    const from = event.target.closest("[data-who]");
    if (!from || event.button || event.pointerType === "touch") return; // a finger scrolls the plan
    const after = from.nextElementSibling, start = [event.clientX, event.clientY], watch = new AbortController(), { signal } = watch;
    const drop = (end) => {
      watch.abort();
      if (this.moved && from instanceof SVGElement) after ? after.before(from) : from.parentNode.append(from);
      from.removeAttribute("transform");
      from.removeAttribute("pointer-events");
      const to = this.moved && end.type === "pointerup" && document.elementFromPoint(end.clientX, end.clientY)?.closest("[data-seat]");
      if (to && to !== from) this.send(from.dataset.who, to.dataset.seat);
    };
    addEventListener("pointermove", (now) => {
      const [x, y] = [now.clientX - start[0], now.clientY - start[1]];
      if (!this.moved && Math.hypot(x, y) <= FAR) return;
      if (!this.moved && from instanceof SVGElement) from.parentNode.append(from); // above the others
      this.moved = true;
      from.setAttribute("pointer-events", "none");
      if (from instanceof SVGElement) from.setAttribute("transform", `translate(${x} ${y})`);
    }, { signal });
    addEventListener("pointerup", drop, { signal });
    addEventListener("pointercancel", drop, { signal });
  }
  send(who, seat) {
    const form = this.querySelector("#drag");
    form.elements.who.value = who;
    form.elements.seat.value = seat;
    form.requestSubmit();
  }
});
