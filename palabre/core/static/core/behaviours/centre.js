// A drawing wider than the screen is first seen from its middle.
export function attach(frame) {
  frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2
}
