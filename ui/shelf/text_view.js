function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function drawText(data) {
  const box = element("div", "text");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", data.words.text);
  for (const piece of data.pieces) {
    const made = element(piece.tone === "heading" ? "b" : "span", piece.tone, piece.text);
    if (piece.tone === "furniture") made.title = data.words.aside;
    if (piece.section !== null) made.dataset.section = piece.section;
    box.append(made);
  }
  return box;
}

function scrollTo(root, section) {
  const box = root.querySelector(".text");
  const heading = box.querySelector(`[data-section="${section}"]`);
  if (!heading) return false;
  box.querySelectorAll(".here").forEach((old) => old.classList.remove("here"));
  heading.classList.add("here");
  box.scrollTop += heading.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
  return true;
}

function showReport(root) {
  const box = root.querySelector(".text");
  const first = [...box.children].find((one) => one.className !== "furniture" && one.textContent.trim());
  if (first) box.scrollTop = first.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
}

function drawOutline(root, data, choose) {
  const folded = element("details", "outline");
  folded.open = root.clientWidth >= 640;
  folded.append(element("summary", "", `${data.words.outline} ${data.outline.length}`));
  const list = element("ol");
  for (const one of data.outline) {
    const item = element("li");
    const button = element("button", "", one.title);
    button.type = "button";
    button.style.paddingInlineStart = `${0.25 + 0.8 * (one.level - 1)}rem`;
    button.addEventListener("click", () => choose(one.section));
    item.append(button);
    list.append(item);
  }
  folded.append(list);
  return folded;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".text-view");
  if (root.dataset.made !== data.made + data.words.text) {
    root.dataset.made = data.made + data.words.text;
    const choose = (section) => {
      if (!scrollTo(root, section)) setTriggerValue("chosen", section);
    };
    root.replaceChildren(...(data.outline.length ? [drawOutline(root, data, choose)] : []), drawText(data));
    showReport(root);
  }
  if (data.jump && root.dataset.jump !== String(data.jump.count)) {
    root.dataset.jump = String(data.jump.count);
    scrollTo(root, data.jump.section);
  }
}
