// What is measured in a page. Both functions are sent there as text, so each uses nothing outside itself.

/** @returns {string[]} texts in outputs whose contrast with what lies behind them is below 4.5, or 3 where they are large */
export function textContrasts() {
  /** @param {string} color @returns {number[]} red, green, blue, alpha */
  const channels = (color) => {
    const [r = 0, g = 0, b = 0, a = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
    return [r, g, b, color === 'transparent' ? 0 : a];
  };
  /** @param {number[]} rgb */
  const luminance = (rgb) => {
    const [r, g, b] = rgb
      .slice(0, 3)
      .map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** @param {Element} element @returns {number[]} */
  const behind = (element) => {
    for (let one = /** @type {Element | null} */ (element); one; one = one.parentElement) {
      const color = channels(getComputedStyle(one).backgroundColor);
      if (color[3] > 0.99) return color;
    }
    return [255, 255, 255, 1];
  };
  const faults = new Map();
  for (const element of document.querySelectorAll('.jp-OutputArea-output *')) {
    const text = [...element.childNodes]
      .filter(({ nodeType }) => nodeType === 3)
      .map(({ textContent }) => textContent?.trim())
      .join('');
    if (text === '' || element.closest('svg, canvas, script, style') || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const [one, other] = [luminance(channels(style.color)), luminance(behind(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (isLarge ? 3 : 4.5)) {
      const key = `${style.color} on ${behind(element).slice(0, 3).join(' ')}`;
      if (!faults.has(key)) faults.set(key, `contrast ${contrast.toFixed(2)}: ${key}, "${text.slice(0, 40)}"`);
    }
  }
  return [...faults.values()];
}

/** @returns {string[]} elements of outputs that hide a part of their text */
export function cutTexts() {
  const cut = [...document.querySelectorAll('.jp-OutputArea-output *')].filter((element) => {
    const { overflowX } = getComputedStyle(element);
    return overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1 && element.textContent?.trim();
  });
  return cut
    .filter((element) => !element.closest('svg'))
    .map((element) => `cut: "${element.textContent?.trim().slice(0, 60)}"`);
}
