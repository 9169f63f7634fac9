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
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
}

