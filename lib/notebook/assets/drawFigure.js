/* global window */
/*
 * Draws one figure with plotly.js, for JupyterLab's renderer and for the HTML export alike: follows the page's light or dark
 * theme and the width of its cell, and tells a screen reader what the figure shows.
 */
(function (page) {
  'use strict';

  /** Colours that differ on a dark page. Only figures in the house's own white are repainted. */
  var DARK = { ink: '#E4E4E4', faint: '#474747', line: '#8A8A8A', label: '#2B2B2B', blue: '#4FA8DC' };

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

  /** `part` with one colour in place of another, wherever it stands. */
  function recoloured(part, from, to) {
    return JSON.parse(JSON.stringify(part).replace(new RegExp('"' + from + '"', 'gi'), '"' + to + '"'));
  }

  /** The house's dark ink turns light; its blue is too dark for a thin line on a dark page, the rest of the palette is not. */
  function darkContent(content, layout) {
    return {
      data: recoloured(recoloured(content.data, '#2A2A2A', DARK.ink), '#0072B2', DARK.blue),
      layout: recoloured(darkened(layout), '#2A2A2A', DARK.ink),
    };
  }

  /** Draws `content` ({ data, layout, config }) into `node`, or updates what is drawn there. */
  function draw(Plotly, node, content) {
    var layout = Object.assign({ autosize: true }, content.layout);
    var alt = layout.meta && layout.meta.alt;
    if (alt) {
      node.setAttribute('role', 'figure'); // not 'img': the buttons above it can be used
      node.setAttribute('aria-label', alt);
    }
    var config = Object.assign({ displaylogo: false, responsive: true }, content.config);
    var house = String(layout.paper_bgcolor).toUpperCase() === '#FFFFFF';
    var shown = isDark() && house ? darkContent(content, layout) : { data: content.data, layout: layout };
    return Plotly.react(node, shown.data, shown.layout, config);
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
