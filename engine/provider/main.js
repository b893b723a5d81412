// @ts-check
// What a plugin called `pulumi-resource-<package>` runs: `node engine/provider/main.js <package>`. Prints the port that it
// serves on, as the Pulumi engine expects, and nothing else.

const path = require("node:path");

require("../loader/typescript").registerTypeScript();

/** @type {typeof import("./serve")} */
const { serve } = require("./serve");

/** Without an argument, the plugin's own name tells the package. */
const packageName = process.argv[2] ?? path.basename(process.argv[1] ?? "").replace(/^pulumi-resource-/, "");

// The engine adds its address, as the last argument.
serve(packageName, process.argv[3]).then(
  (port) => process.stdout.write(`${port}\n`),
  (error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  },
);
