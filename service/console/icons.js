// Line drawings beside words; they say nothing to a screen reader.

import { draw } from "./dom.js";

const PATHS = {
  back: "M10 3 L5 8 L10 13",
  bell: "M4 11 C5 10 5 8.500 5 7 A3 3 0 0 1 11 7 C11 8.500 11 10 12 11 Z M7 13 H9",
  box: "M2.500 5 L8 2.500 L13.500 5 V11 L8 13.500 L2.500 11 Z M2.500 5 L8 7.500 L13.500 5 M8 7.500 V13.500",
  close: "M4 4 L12 12 M12 4 L4 12",
  down: "M8 3 V12 M4.500 8.500 L8 12 L11.500 8.500",
  info: "M8 7.500 V11.500 M8 4.600 V4.700 M14 8 A6 6 0 1 1 2 8 A6 6 0 1 1 14 8",
  keys: "M2 4.500 H14 V11.500 H2 Z M4.500 7 H4.600 M7 7 H7.100 M9.500 7 H9.600 M11.800 7 H11.900 M5 9.500 H11",
  lock: "M4 7.500 H12 V13 H4 Z M5.500 7.500 V5.500 A2.500 2.500 0 0 1 10.500 5.500 V7.500",
  mail: "M2.500 4 H13.500 V12 H2.500 Z M2.500 4.500 L8 8.500 L13.500 4.500",
  picture: "M2.500 3.500 H13.500 V12.500 H2.500 Z M3 11 L6.500 7.500 L9 10 L11 8.500 L13.500 11",
  slash: "M10.500 3 L5.500 13",
  star: "M8 2.500 L9.700 6 L13.500 6.500 L10.700 9.200 L11.400 13 L8 11.200 L4.600 13 L5.300 9.200 L2.500 6.500 L6.300 6 Z",
  warning: "M8 2.500 L14 13 H2 Z M8 6.500 V9.500 M8 11.300 V11.400",
};

export const icon = (name) => draw("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, draw("path", { d: PATHS[name] }));
