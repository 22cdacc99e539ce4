// Draws what was found as a list of buttons; all words come in as data and go out by textContent, so that nothing a
// report says is ever read as mark-up.

const drawn = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const content = JSON.stringify(data.results);
  if (drawn.get(parentElement) !== content) {
    const list = element("ol", "fz-results");
    list.setAttribute("aria-label", data.name);
    list.append(...data.results.map(row));
    parentElement.replaceChildren(list);
    drawn.set(parentElement, content);
  }
  for (const button of parentElement.querySelectorAll(".fz-result")) {
    button.setAttribute("aria-pressed", String(button.dataset.id === data.open));
    button.onclick = () => setTriggerValue("opened", button.dataset.id);
  }
}

function row(one) {
  const button = element("button", "fz-result");
  button.type = "button";
  button.dataset.id = one.id;
  const where = element("span", "fz-where");
  where.append(element("b", "", one.whose), ...(one.where ? [element("span", "", one.where)] : []));
  const quote = element("span", "fz-quote");
  quote.append(...one.parts.map((part) => (part.marked ? element("mark", "", part.text) : part.text)));
  button.append(where, quote);
  const item = element("li");
  item.append(...(one.head ? [element("p", "fz-results-head", one.head)] : []), button);
  return item;
}

function element(name, kind = "", text = "") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  return made;
}
