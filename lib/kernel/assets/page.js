/* global window, document, console, Worker, URL, Event */
/*
 * JupyterLite extension: the TypeScript kernel as a worker of the page. Written by hand as the module federation container that
 * JupyterLab loads (init, then get), as lib/notebook/assets/remoteEntry.js is. The worker (src/page.ts) compiles and runs;
 * here its messages become those of Jupyter.
 */
(function () {
  'use strict';

  var NAME = 'lesson-kernel-page';
  var here = document.currentScript.src.replace(/[^/]*$/, '');
  var shared = null;
  /** Time that a cell has to end by itself after an interrupt: the kernel gives it 1.5 seconds, then stops what it can stop. */
  var PATIENCE_MS = 2500;

  /** The version of a package that JupyterLite itself uses. */
  function fromLab(name) {
    var versions = shared[name];
    return Promise.resolve(versions[Object.keys(versions)[0]].get()).then(function (factory) {
      return factory();
    });
  }

  /** The newest names in words, for a sentence. */
  function listed(names) {
    var shown = names.slice(-12).reverse().join(', ');
    return names.length > 12 ? shown + ' and ' + (names.length - 12) + ' more' : shown;
  }

  /** A reader's progress in this browser, for all lessons of one site. Without storage it lasts as long as the kernel. */
  function progressOf(key) {
    function all() {
      try {
        return JSON.parse(window.localStorage.getItem(key)) || {};
      } catch {
        return {};
      }
    }
    function keep(name, text) {
      try {
        window.localStorage.setItem(key, JSON.stringify(Object.assign(all(), { [name]: text })));
      } catch (error) {
        console.warn('The progress is not kept:', error);
      }
    }
    return { all: all, keep: keep };
  }

  function kernelClass(BaseKernel, surroundings) {
    return class LessonKernel extends BaseKernel {
      constructor(options) {
        super(options);
        this.waiting = new Map();
        this.requests = 0;
        this.running = null;
        this.names = [];
        this.launch();
      }

      launch() {
        this.worker = new Worker(here + 'worker.js');
        this.started = new Promise((resolve, reject) => {
          this.onStarted = { resolve: resolve, reject: reject };
        });
        this.started.catch(function () {}); // told to whoever asks
        this.worker.onmessage = (event) => this.receive(event.data);
        this.worker.onerror = (event) => this.onStarted.reject(new Error('The kernel did not start: ' + event.message));
        this.worker.postMessage({ type: 'start', data: surroundings.data, progress: surroundings.progress.all() });
      }

      get ready() {
        return this.started;
      }

      dispose() {
        if (!this.isDisposed) this.worker.terminate();
        super.dispose();
      }

      receive(message) {
        var content = message.content;
        if (message.type === 'ready') this.isReady();
        else if (message.type === 'stream') this.stream(content);
        else if (message.type === 'display' && message.update) this.updateDisplayData(content);
        else if (message.type === 'display') this.displayData(content);
        else if (message.type === 'progress') surroundings.progress.keep(content.name, content.text);
        else if (message.type === 'comm') this.handleComm(message.name, content, message.metadata, []);
        else this.settle(message);
      }

      isReady() {
        this.onStarted.resolve();
        window.dispatchEvent(new Event('lesson-kernel-ready'));
      }

      settle(message) {
        var request = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        if (message.names) this.names = message.names;
        if (message.type === 'reply' && request) request.resolve(message.content);
        else if (request) request.reject(new Error(message.content));
        else this.onStarted.reject(new Error(message.content));
      }

      async ask(message) {
        await this.started;
        var id = ++this.requests;
        return new Promise((resolve, reject) => {
          this.waiting.set(id, { resolve: resolve, reject: reject });
          this.worker.postMessage(Object.assign({ id: id }, message));
        });
      }

      request(name, content) {
        return this.ask({ type: 'request', name: name, content: content });
      }

      async executeRequest(content) {
        var run = (this.running = {});
        var count = this.executionCount;
        try {
          var session = surroundings.notebookOf(this.id);
          var outcome = await this.ask({ type: 'execute', content: content, count: count, session: session });
          if (outcome.error) return this.failed(outcome.error);
          if (outcome.result) this.publishExecuteResult(Object.assign({ execution_count: count }, outcome.result));
          return { status: 'ok', execution_count: count, user_expressions: {} };
        } catch (error) {
          return this.failed({ ename: 'KernelStopped', evalue: error.message, traceback: [error.message] });
        } finally {
          if (this.running === run) this.running = null;
        }
      }

      failed(error) {
        this.publishExecuteError(error);
        return Object.assign({ status: 'error', execution_count: this.executionCount }, error);
      }

      /** The kernel is asked first; what does not let it listen is ended with the worker, and with it every variable. */
      interrupt() {
        var run = this.running;
        if (run === null) return;
        this.worker.postMessage({ type: 'interrupt' });
        window.setTimeout(() => {
          if (this.running !== run) return;
          this.worker.terminate();
          var waiting = this.waiting;
          this.waiting = new Map();
          this.launch();
          var gone = this.names.length > 0 ? 'What cells had made is gone: ' + listed(this.names) + '. ' : '';
          var why = new Error(
            'The cell did not stop, so the kernel was started anew. ' + gone + 'Run the lesson from its top.',
          );
          this.names = [];
          waiting.forEach(function (one) {
            one.reject(why);
          });
        }, PATIENCE_MS);
      }

      kernelInfoRequest() {
        return this.request('kernel_info_request', {});
      }

      completeRequest(content) {
        return this.request('complete_request', content);
      }

      inspectRequest(content) {
        return this.request('inspect_request', content);
      }

      isCompleteRequest(content) {
        return this.request('is_complete_request', content);
      }

      commInfoRequest(content) {
        return this.request('comm_info_request', content);
      }

      inputReply() {}

      async commOpen(message) {
        this.worker.postMessage({ type: 'comm', name: 'comm_open', content: message.content });
      }

      async commMsg(message) {
        this.worker.postMessage({ type: 'comm', name: 'comm_msg', content: message.content });
      }

      async commClose(message) {
        this.worker.postMessage({ type: 'comm', name: 'comm_close', content: message.content });
      }
    };
  }

  async function extension() {
    var lite = await fromLab('@jupyterlite/services');
    var coreutils = await fromLab('@jupyterlab/coreutils');
    var kernels = new Map();
    var base = new URL(coreutils.PageConfig.getBaseUrl(), window.location.href).href;
    var plugin = {
      id: NAME + ':kernel',
      description: 'Runs TypeScript cells in a worker of the page.',
      autoStart: true,
      requires: [lite.IKernelSpecs],
      optional: [lite.IKernelClient],
      activate: function (app, specs, client) {
        var notebookOf = function (id) {
          var sessions = Array.from(app.serviceManager.sessions.running());
          var session = sessions.find(function (one) {
            return one.kernel && one.kernel.id === id;
          });
          return session ? session.path : '';
        };
        var LessonKernel = kernelClass(lite.BaseKernel, {
          data: base + 'files/data/',
          notebookOf: notebookOf,
          progress: progressOf('lesson-progress ' + new URL(base).pathname),
        });
        specs.register({
          spec: {
            name: 'tslab',
            display_name: 'TypeScript',
            language: 'typescript',
            argv: [],
            resources: {},
          },
          create: async function (options) {
            var kernel = new LessonKernel(options);
            kernels.set(kernel.id, kernel);
            kernel.disposed.connect(function () {
              kernels.delete(kernel.id);
            });
            return kernel;
          },
        });
        if (!client) return;
        // JupyterLite's own interrupt drops the cells that wait; the running one is ours to stop.
        var dropWaiting = client.interrupt.bind(client);
        client.interrupt = function (id) {
          if (kernels.has(id)) kernels.get(id).interrupt();
          return dropWaiting(id);
        };
      },
    };
    return function () {
      return { __esModule: true, default: plugin };
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init: function (scope) {
      shared = scope;
    },
    get: function (name) {
      if (name === './extension') return extension();
      return Promise.reject(new Error(NAME + ' has no module ' + name));
    },
  };
})();
