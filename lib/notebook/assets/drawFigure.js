/* global window */
/*
 * Draws one figure with plotly.js, for JupyterLab's renderer and for the HTML export alike: follows the page's light or dark
 * theme and the width of its cell, and tells a screen reader what the figure shows.
 */
(function (page) {
  'use strict';

  /** Colours that differ on a dark page. Only figures in the house's own white are repainted. */
  var DARK = { ink: '#E4E4E4', faint: '#474747', line: '#8A8A8A', label: '#2B2B2B' };

  function isDark() {
    var body = page.document.body;
    return body !== null && body.getAttribute('data-jp-theme-light') === 'false';
  }

  function darkened(layout) {
    var copy = Object.assign({}, layout, {
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      font: Object.assign({}, layout.font, { color: DARK.ink }),
      hoverlabel: Object.assign({}, layout.hoverlabel, { bgcolor: DARK.label, font: { color: DARK.ink } }),
    });
    Object.keys(layout).forEach(function (key) {
      if (!/^[xy]axis\d*$/.test(key)) return;
      copy[key] = Object.assign({}, layout[key], { gridcolor: DARK.faint, linecolor: DARK.line, tickcolor: DARK.line });
    });
    return copy;
  }

  /** The house's blue is too dark on a dark page; the other colours of the palette are light enough. */
  function brightened(data) {
    return JSON.parse(JSON.stringify(data).replace(/"#0072B2"/gi, '"#4FA8DC"'));
  }

  /** Draws `content` ({ data, layout, config }) into `node`, or updates what is drawn there. */
  function draw(Plotly, node, content) {
    var layout = Object.assign({ autosize: true }, content.layout);
    var alt = layout.meta && layout.meta.alt;
    if (alt) {
      node.setAttribute('role', 'img');
      node.setAttribute('aria-label', alt);
    }
    var config = Object.assign({ displaylogo: false, responsive: true }, content.config);
    var house = String(layout.paper_bgcolor).toUpperCase() === '#FFFFFF';
    if (isDark() && house) return Plotly.react(node, brightened(content.data), darkened(layout), config);
    return Plotly.react(node, content.data, layout, config);
  }

  /** Calls `redraw` whenever the page changes between light and dark; returns a function that ends this. */
  function onTheme(redraw) {
    var watcher = new page.MutationObserver(redraw);
    watcher.observe(page.document.body, { attributes: true, attributeFilter: ['data-jp-theme-light'] });
    return function () {
      watcher.disconnect();
    };
  }

  page.lessonFigures = { draw: draw, onTheme: onTheme };
})(window);
