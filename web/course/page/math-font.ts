// Where no font of the system has the measures of formulas, browsers leave indices on the line: then the style sheet lowers them.
const SIGN = 'without-math-font';

export function lowerIndices(): void {
  const index = document.querySelector('math msub > :nth-child(2)');
  const base = index?.previousElementSibling;
  if (!index || !base) return;
  const [low, line] = [index, base].map((part) => part.getBoundingClientRect().bottom) as [number, number];
  document.documentElement.classList.toggle(SIGN, low - line < 1.5);
}
