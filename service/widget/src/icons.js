// Icons drawn on a grid of 24 with round strokes.
const iconPaths = {
  chat: ["M20 11.5a7.5 7.5 0 0 1-7.5 7.5c-1.2 0-2.3-.25-3.3-.7L4 20l1.6-4.4A7.5 7.5 0 1 1 20 11.5Z", "M9.3 11.5v.1M12.5 11.5v.1M15.7 11.5v.1"],
  down: ["M6 9.5l6 6 6-6"],
  close: ["M6.5 6.5l11 11", "M17.5 6.5l-11 11"],
  send: ["M12 19V5.5", "M6 11.5l6-6 6 6"],
  left: ["M14.5 6l-6 6 6 6"],
  right: ["M9.5 6l6 6-6 6"],
  why: ["M12 4l1.9 5.1L19 11l-5.1 1.9L12 18l-1.9-5.1L5 11l5.1-1.9Z"],
  warning: ["M12 4.5l8.2 14.2H3.8Z", "M12 10.5v3.6", "M12 16.4v.1"],
  star: ["M12 4.2l2.4 4.9 5.4.8-3.9 3.8.9 5.4-4.8-2.6-4.8 2.6.9-5.4-3.9-3.8 5.4-.8Z"],
  picture: ["M4.5 6.5h15v11h-15Z", "M4.5 15l4-4 3.5 3.5 2.5-2.5 5 4.5", "M15.5 9.6v.1"],
  more: ["M6 12v.1M12 12v.1M18 12v.1"],
  check: ["M6 12.5l4 4 8-9"],
  face1: ["M12 3.8a8.2 8.2 0 1 0 .01 0Z", "M9 9.8v.1M15 9.8v.1", "M8.4 16.4c1.9-2.9 5.3-2.9 7.2 0"],
  face2: ["M12 3.8a8.2 8.2 0 1 0 .01 0Z", "M9 9.8v.1M15 9.8v.1", "M8.8 15.8c1.8-1.6 4.6-1.6 6.4 0"],
  face3: ["M12 3.8a8.2 8.2 0 1 0 .01 0Z", "M9 9.8v.1M15 9.8v.1", "M8.8 15.2h6.4"],
  face4: ["M12 3.8a8.2 8.2 0 1 0 .01 0Z", "M9 9.8v.1M15 9.8v.1", "M8.8 14.4c1.8 1.6 4.6 1.6 6.4 0"],
  face5: ["M12 3.8a8.2 8.2 0 1 0 .01 0Z", "M9 9.8v.1M15 9.8v.1", "M8 13.6c1.7 4 6.3 4 8 0Z"],
  cart: ["M4 5h2.2l2 10h9.2l2-7.2H7", "M9.6 19.2v.1", "M16 19.2v.1"],
};

function drawIcon(name) {
  const make = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const icon = make("svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  icon.setAttribute("class", `icon icon-${name}`);
  for (const shape of iconPaths[name]) {
    const path = make("path");
    path.setAttribute("d", shape);
    icon.append(path);
  }
  return icon;
}
