/* global window, document */
/*
 * JupyterLab extension: shows application/vnd.plotly.v1+json. Written by hand as the module federation container that JupyterLab
 * loads (init, then get), so it needs no build tools; plotly.js is loaded beside it when the first figure is shown.
 */
(function () {
  'use strict';

  var MIME = 'application/vnd.plotly.v1+json';
  var here = document.currentScript.src.replace(/[^/]*$/, '');
  var shared = null;

  /** The version of a package that JupyterLab itself uses. */
  function fromLab(name) {
    var versions = shared[name];
    return Promise.resolve(versions[Object.keys(versions)[0]].get()).then(function (factory) {
      return factory();
    });
  }

  function script(file) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement('script');
      element.src = here + file;
      element.onload = resolve;
      element.onerror = function () {
        reject(new Error(file + ' could not be loaded'));
      };
      document.head.appendChild(element);
    });
  }

  var loading = null;
  function plotly() {
    loading =
      loading ||
      Promise.all([script('plotly.min.js'), script('drawFigure.js')]).then(function () {
        return window.Plotly;
      });
    return loading;
  }

  function rendererClass(Widget) {
    return class FigureRenderer extends Widget {
      constructor() {
        super();
        this.addClass('lesson-figure');
        this.content = null;
        this.stopWatching = null;
      }

      /** Called for a new output and for each update of one: plotly changes what is drawn instead of starting anew. */
      async renderModel(model) {
        this.content = model.data[MIME];
        var Plotly = await plotly();
        if (this.isDisposed) return;
        this.stopWatching = this.stopWatching || window.lessonFigures.onTheme(() => void this.redraw(Plotly));
        await this.redraw(Plotly);
      }

      /** A copy goes to plotly, which writes into what it is given, and the notebook file must not change. */
      redraw(Plotly) {
        return window.lessonFigures.draw(Plotly, this.node, JSON.parse(JSON.stringify(this.content)));
      }

      onAfterShow() {
        this.resize();
      }

      onResize() {
        this.resize();
      }

      resize() {
        if (this.isVisible && this.node.data && window.Plotly) window.Plotly.Plots.resize(this.node);
      }

      dispose() {
        if (this.isDisposed) return;
        if (this.stopWatching) this.stopWatching();
        if (window.Plotly) window.Plotly.purge(this.node);
        super.dispose();
      }
    };
  }

  async function extension() {
    var widgets = await fromLab('@lumino/widgets');
    var Renderer = rendererClass(widgets.Widget);
    var plugin = {
      id: 'notebook-kit:figures',
      description: 'Shows the figures of the lessons with plotly.js.',
      dataType: 'json',
      rank: 0,
      rendererFactory: {
        safe: true,
        mimeTypes: [MIME],
        defaultRank: 0,
        createRenderer: function () {
          return new Renderer();
        },
      },
    };
    return function () {
      return { __esModule: true, default: plugin };
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB['notebook-kit-figures'] = {
    init: function (scope) {
      shared = scope;
    },
    get: function (name) {
      if (name === './mimeExtension') return extension();
      return Promise.reject(new Error('notebook-kit-figures has no module ' + name));
    },
  };
})();
