// Draws a section as text with its quote marked, and scrolls the section's own box, never the window, to the quote.

const drawn = new WeakMap();

export default function ({ data, parentElement }) {
  const content = JSON.stringify(data);
  const known = drawn.get(parentElement);
  if (known?.content === content) return () => known.watch.disconnect();
  known?.watch.disconnect();
  const box = element("div", "fz-section");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", data.name);
  const mark = element("mark", "", data.quote);
  box.append(
    ...folded(data.earlier, data.far_before),
    ...(data.heading ? [element("strong", "", data.heading)] : []),
    data.before,
    mark,
    data.behind,
    ...folded(data.later, data.far_behind),
  );
  parentElement.replaceChildren(box);
  const watch = new ResizeObserver(() => reach(box, mark, watch));
  watch.observe(box);
  drawn.set(parentElement, { content, watch });
  return () => watch.disconnect();
}

// As soon as the box can be seen: a third of it stands before the quote. In the panel beside a conversation the keyboard
// goes there too, so that the arrow keys scroll it and Escape closes it.
function reach(box, mark, watch) {
  if (!box.clientHeight) return;
  watch.disconnect();
  box.scrollTop = mark.offsetTop - Math.max(0, Math.min(box.clientHeight / 3, box.clientHeight - mark.offsetHeight));
  const panel = box.closest(".st-key-fz-source");
  if (!panel) return;
  box.focus({ preventScroll: true });
  if (panel.dataset.closes) return;
  panel.dataset.closes = "Escape";
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.querySelector(".st-key-fz-close button")?.click();
  });
}

function folded(name, text) {
  if (!text) return [];
  const rest = element("details");
  rest.append(element("summary", "", name), text);
  return [rest];
}

function element(name, kind = "", text = "") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  return made;
}
