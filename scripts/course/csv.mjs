// Tables for spreadsheets and learning platforms. A cell that a spreadsheet would take for a formula is shown as text.

/**
 * @param {(string | number)[][]} rows
 * @returns {string} with CRLF, as RFC 4180 has it
 */
export function csv(rows) {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** @param {string | number} value */
function cell(value) {
  if (typeof value === 'number') return String(value);
  // eslint-disable-next-line no-control-regex -- control characters are what must go
  const plain = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[\r\n\t]+/g, ' ');
  const safe = /^\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]/.test(plain) ? `'${plain}` : plain;
  return /[",;']/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
