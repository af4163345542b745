// 留住写的：<office-kept data-key="…"><textarea></textarea></office-kept>
// What was written into a field stays, in this tab alone, when another form of the page is sent (a file is uploaded, the text is saved) or the page
// is loaded anew. It is forgotten when its own form is sent; what the server gives back of a refused form goes before it.
customElements.define("office-kept", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("textarea"), key = `kept/${this.dataset.key}`;
    if (!field) return;
    const { signal } = this.gone = new AbortController(), on = (where, name, act) => where.addEventListener(name, act, { signal });
    const keep = () => field.value ? sessionStorage.setItem(key, field.value) : sessionStorage.removeItem(key);
    field.value ||= sessionStorage.getItem(key) ?? "";
    on(field, "input", keep);
    on(document, "submit", (event) => event.target === field.form && !event.defaultPrevented ? sessionStorage.removeItem(key) : keep());
  }

  disconnectedCallback() {
    this.gone?.abort();
  }
});
