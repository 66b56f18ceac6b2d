// Pages that stand alone and do nothing: no script runs in them and nothing is loaded, whatever a student wrote.

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: #1f2430; background: #fff; }
table { border-collapse: collapse; margin: 1rem 0; } th, td { padding: .3rem .7rem; border-bottom: 1px solid #d5d8e0; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
pre { background: #f4f5f8; padding: .7rem; overflow-x: auto; font-size: .85rem; } .card { border-left: 4px solid #8a90a0; padding: .2rem 1rem; margin: 1rem 0; }
.pass { border-color: #1b7f5c; } .not-yet, .refused { border-color: #c2571a; } small { color: #5b6170; }
@media print { body { margin: 0; max-width: none; } .card, table { break-inside: avoid; } }`;

/**
 * @param {string} text
 * @returns {string} safe between tags and in quoted attributes; control characters are gone
 */
export function escape(text) {
  // eslint-disable-next-line no-control-regex -- control characters are what must go
  const plain = String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/g, '');
  return plain
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/**
 * @param {string} title
 * @param {string} body HTML
 * @param {string} [more] further rules of style
 */
export function page(title, body, more = '') {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}${more}</style></head>
<body>
${body}
</body></html>
`;
}

/**
 * @param {string[]} head  a name that starts with # is a column of numbers
 * @param {(string | number)[][]} rows texts, which are escaped here
 */
export function tableOf(head, rows) {
  const kind = head.map((name) => (name.startsWith('#') ? ' class="number"' : ''));
  const cells = (/** @type {string} */ tag, /** @type {(string | number)[]} */ row) =>
    `<tr>${row.map((cell, column) => `<${tag}${kind[column]}>${escape(String(cell))}</${tag}>`).join('')}</tr>`;
  const names = head.map((name) => name.replace(/^#/, ''));
  return `<table><thead>${cells('th', names)}</thead><tbody>${rows.map((row) => cells('td', row)).join('\n')}</tbody></table>`;
}
