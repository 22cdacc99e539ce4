// Draws a citation's id as a link that opens it, and a button that copies the link's whole address.

export default function ({ data, parentElement }) {
  const address = new URL(`./?cite=${encodeURIComponent(data.id)}`, document.baseURI).href;
  const link = Object.assign(document.createElement("a"), { href: address, target: "_blank", rel: "noopener" });
  link.textContent = data.id;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "fz-copy" });
  button.textContent = data.copy;
  button.addEventListener("click", async () => {
    button.textContent = (await copied(address)) ? data.done : address;
  });
  const line = Object.assign(document.createElement("div"), { className: "fz-link" });
  line.append(`${data.name} `, link, button);
  parentElement.replaceChildren(line);
}

// The clipboard is there for https and this machine alone; elsewhere the address is shown to be copied by hand.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
