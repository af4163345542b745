// 手机定位：asked for only when he presses the button; without it, or refused, the written place is enough.
customElements.define("dutydesk-place", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("[data-ask]");
    if (!navigator.geolocation || !isSecureContext) { button.hidden = true; return; }
    button.addEventListener("click", () => this.ask(button));
  }
  ask(button) {
    button.setAttribute("aria-busy", "true");
    const done = (sentence) => { button.removeAttribute("aria-busy"); this.querySelector("[data-said]").textContent = sentence; };
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      this.querySelector("[name=latitude]").value = coords.latitude.toFixed(5);
      this.querySelector("[name=longitude]").value = coords.longitude.toFixed(5);
      button.hidden = true;
      done("已附上定位，随签到一起记下。");
    }, () => done("没有取到定位，写明地点就可以签到。"), { timeout: 10_000, maximumAge: 60_000 });
  }
});
