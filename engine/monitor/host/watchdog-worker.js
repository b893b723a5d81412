// @ts-check

// Runs in a thread of its own: a loop of the main thread cannot keep it from running.

const { workerData } = require("node:worker_threads");
const { Session } = require("node:inspector");

const ANSWER_MS = 1000;
const GRACE_MS = 5000;
const STEP_MS = 100;
const [BEATS, LIMIT_MS, CLOCK, IS_ASKED] = [0, 1, 2, 3];

/** @type {{ readonly cells: Int32Array, readonly handler: string }} The key of the main thread's handler. */
const { cells, handler } = workerData;

watch();

async function watch() {
  for (;;) {
    // No run, nothing to do.
    Atomics.wait(cells, BEATS, 0);
    const limit = Atomics.load(cells, LIMIT_MS);
    if (!isStuck(limit) || !(await executes("0"))) continue;
    // It may have come back from native code just now.
    if (isStuck(Math.min(limit, GRACE_MS))) await executes(`globalThis[Symbol.for(${JSON.stringify(handler)})]()`);
  }
}

/**
 * Waits for the end of a run, or until no beat has come for so long; steps are counted, since a machine may sleep.
 * @param {number} limitMs
 */
function isStuck(limitMs) {
  let seen = Atomics.load(cells, BEATS);
  let waitedMs = 0;
  while (seen !== 0 && waitedMs < limitMs) {
    Atomics.wait(cells, CLOCK, 0, STEP_MS);
    const now = Atomics.load(cells, BEATS);
    waitedMs = now === seen ? waitedMs + STEP_MS : 0;
    seen = now;
  }
  return seen !== 0;
}

/**
 * Lets the main thread evaluate something on top of what it executes. If it does not in time it waits in native code,
 * such as for a child process.
 * @param {string} expression
 * @returns {Promise<boolean>} Whether it did.
 */
async function executes(expression) {
  const session = new Session();
  session.connectToMainThread();
  Atomics.store(cells, IS_ASKED, 1);
  const answered = await new Promise((resolve) => {
    setTimeout(() => resolve(false), ANSWER_MS);
    session.post("Runtime.evaluate", { expression }, () => resolve(true));
  });
  Atomics.store(cells, IS_ASKED, 0);
  session.disconnect();
  return answered;
}
