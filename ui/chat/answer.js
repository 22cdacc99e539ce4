// Draws an answer: its text with a button for each citation, and its figures as a table. All words come in as data and
// go out by textContent, so that nothing a report says is ever read as mark-up.

const HIDE_MS = 150;
const drawn = new WeakMap();
let tips = 0;

export default function ({ data, parentElement, setTriggerValue }) {
  const content = JSON.stringify([data.parts, data.table, data.quotes]);
  let view = drawn.get(parentElement);
  if (view?.content !== content) {
    view?.tip.remove();
    view = build(parentElement, data, content);
    drawn.set(parentElement, view);
  }
  view.open = (n) => setTriggerValue("opened", n);
  point(view, data.open);
  return () => view.hide();
}

function build(parent, data, content) {
  const view = { content, chips: [], tip: element("div", "fz-tip"), at: null, shown: null };
  view.tip.id = `fz-tip-${++tips}`;
  view.tip.setAttribute("role", "tooltip");
  view.tip.popover = "manual";
  const text = element("div", "fz-text fz-answer");
  text.append(...data.parts.map((part) => piece(view, part, data)));
  parent.replaceChildren(text, ...(data.table ? [table(view, data)] : []), view.tip);
  listen(view, parent);
  return view;
}

function piece(view, part, data) {
  if (part.kind === "mark") return chip(view, part.n, data);
  return part.kind === "value" ? element("strong", "fz-value", part.text) : document.createTextNode(part.text);
}

function chip(view, n, data) {
  const button = element("button", "fz-chip", String(n));
  button.type = "button";
  button.setAttribute("aria-label", data.quotes[n].label);
  button.addEventListener("click", () => {
    view.hide();
    view.open(n);
  });
  button.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && view.show(button, data.quotes[n]));
  button.addEventListener("pointerleave", () => view.leave());
  button.addEventListener("focus", () => button.matches(":focus-visible") && view.show(button, data.quotes[n]));
  button.addEventListener("blur", () => view.hide());
  view.chips.push([button, n]);
  return button;
}

function table(view, data) {
  const body = element("tbody");
  for (const row of data.table.rows) {
    const line = element("tr");
    line.append(...row.cells.map((cell) => element("td", "", cell)));
    const source = element("td");
    source.append(chip(view, row.n, data));
    line.append(source);
    body.append(line);
  }
  const heads = element("tr");
  heads.append(...data.table.heads.map((head) => Object.assign(element("th", "", head), { scope: "col" })));
  const head = element("thead");
  head.append(heads);
  const found = element("table", "fz-figures");
  found.append(element("caption", "fz-unseen", data.table.caption), head, body);
  return found;
}

function listen(view, parent) {
  let leaving = 0;
  view.hide = () => {
    clearTimeout(leaving);
    view.shown?.removeAttribute("aria-describedby");
    view.shown = null;
    if (view.tip.matches(":popover-open")) view.tip.hidePopover();
  };
  view.leave = () => {
    leaving = setTimeout(view.hide, HIDE_MS);
  };
  view.show = (button, quote) => {
    view.hide();
    view.shown = button;
    view.tip.replaceChildren(element("q", "", quote.quote), element("small", "", quote.where));
    button.setAttribute("aria-describedby", view.tip.id);
    view.tip.showPopover();
    place(view.tip, button);
    addEventListener("scroll", view.hide, { capture: true, passive: true, once: true });
  };
  view.tip.addEventListener("pointerenter", () => clearTimeout(leaving));
  view.tip.addEventListener("pointerleave", view.leave);
  parent.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !view.shown) return;
    event.preventDefault();
    event.stopPropagation();
    view.hide();
  });
}

// Under the chip where there is room, else over it; never beyond the window's sides.
function place(tip, button) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const left = Math.min(Math.max(8, at.left + at.width / 2 - width / 2), innerWidth - width - 8);
  const below = at.bottom + 6;
  tip.style.left = `${left}px`;
  tip.style.top = `${below + height < innerHeight ? below : Math.max(8, at.top - height - 6)}px`;
}

// Says which citation is open, and takes the keyboard back to its chip once it has been closed.
function point(view, open) {
  const before = view.at;
  view.at = open;
  for (const [button, n] of view.chips) {
    button.setAttribute("aria-pressed", String(n === open));
    if (before !== null && open === null && n === before && document.activeElement === document.body) {
      button.focus({ preventScroll: true });
      view.hide();
      return;
    }
  }
}

function element(name, kind = "", text = "") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  return made;
}
