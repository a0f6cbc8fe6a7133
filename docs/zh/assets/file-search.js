// A page opened by double-click may start no worker, so the search would be dead: this one runs its script in a hidden frame.
(() => {
  "use strict";
  if (location.protocol !== "file:") return;

  class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "search";
      document.body.append(frame);
      frame.contentDocument.open();
      frame.contentDocument.write("<!DOCTYPE html><title>search</title>");
      frame.contentDocument.close();
      const inner = frame.contentWindow;
      const load = (src) =>
        new Promise((done, failed) => {
          const script = inner.document.createElement("script");
          script.src = new URL(src, location.href).href;
          script.onload = done;
          script.onerror = failed;
          inner.document.head.append(script);
        });
      inner.importScripts = (...urls) => urls.reduce((before, src) => before.then(() => load(src)), Promise.resolve());
      inner.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.frame = frame;
      this.inner = inner;
      this.ready = load(url);
    }

    postMessage(data) {
      this.ready.then(() => this.inner.dispatchEvent(new MessageEvent("message", { data })));
    }

    terminate() {
      this.frame.remove();
    }
  }

  // The search asks its parent for this name to learn that it is no real worker.
  window.IFrameWorker = IFrameWorker;
  window.Worker = IFrameWorker;
})();
