/** Elements of a page. */

/** Builds an element; text goes in as text, never as markup. */
export function h(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** Puts nodes into a list in this order; those that stand where they belong are not touched, so that they keep the focus. */
export function placeInOrder(list, nodes) {
  nodes.forEach((node, index) => {
    const there = list.children[index];
    if (there === node) return;
    if (there?.nextElementSibling === node) there.remove();
    else list.insertBefore(node, there ?? null);
  });
}

/** A drawing of one line, in the colour of the text. */
export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", fill: "none", stroke: "currentColor",
    "stroke-width": "1.8", "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
