// tus-js-client in a process of its own: uploads the file that the argument names, and goes on where it was before.
// Tells a line of JSON for every answer and every bit of progress. At `stop_at` bytes it stands still, to be killed.

const { createReadStream } = require("node:fs");
const tus = require("tus-js-client");

const said = JSON.parse(process.argv[2]);

function tell(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

function stopAt(bytes) {
  if (said.stop_at && bytes >= said.stop_at) {
    tell({ stopped_at: bytes });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}

const offsets = new Map(); // of each part, where there are several

const upload = new tus.Upload(createReadStream(said.file), {
  endpoint: said.url,
  headers: said.headers || { Authorization: `Bearer ${said.token}` },
  metadata: { filename: said.name, filetype: "application/x-proof" },
  chunkSize: said.chunk_bytes || Infinity,
  parallelUploads: said.parallel || 1,
  uploadDataDuringCreation: Boolean(said.with_creation),
  urlStorage: new tus.FileUrlStorage(said.storage),
  retryDelays: null,
  onAfterResponse(request, response) {
    const offset = Number(response.getHeader("Upload-Offset"));
    tell({ method: request.getMethod(), status: response.getStatus(), offset });
    if (request.getMethod() === "PATCH") {
      offsets.set(request.getURL(), offset);
      stopAt([...offsets.values()].reduce((sum, one) => sum + one));
    }
  },
  onProgress: (bytes) => said.chunk_bytes || stopAt(bytes),
  onError(error) {
    tell({ error: String(error) });
    process.exitCode = 1;
  },
  onSuccess: () => tell({ done: upload.url }),
});

upload.findPreviousUploads().then((previous) => {
  if (previous.length > 0) {
    upload.resumeFromPreviousUpload(previous[0]);
  }
  upload.start();
});
