// @ts-check

const fs = require("node:fs");
const path = require("node:path");

/**
 * Lets Node.js load TypeScript as it is: each file is transpiled when it is first required, nothing is type-checked
 * (that is `npm run typecheck`), and no source-map hook is installed, which would cost milliseconds for each Error that
 * a Pulumi program creates. Stack traces keep the line numbers, because swc is told to keep lines.
 */
function registerTypeScript() {
  const extensions = require.extensions;
  if (extensions[".ts"]) return;
  const { transformSync } = require("@swc/core");
  extensions[".ts"] = (module_, file) => {
    const { code } = transformSync(fs.readFileSync(file, "utf8"), {
      filename: file,
      configFile: false,
      swcrc: false,
      sourceMaps: false,
      jsc: {
        target: "es2022",
        parser: { syntax: "typescript", decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        keepClassNames: true,
      },
      module: { type: "commonjs", importInterop: "swc" },
    });
    /** @type {{ _compile(code: string, file: string): void }} */ (/** @type {unknown} */ (module_))._compile(
      code,
      file,
    );
  };
}

module.exports = { registerTypeScript };

// `node engine/typescript.js FILE [argument…]` runs one TypeScript file.
if (require.main === module) {
  const [, , file, ...rest] = process.argv;
  if (!file) {
    console.error("usage: node engine/typescript.js FILE [argument…]");
    process.exit(2);
  }
  process.argv = [process.argv[0] ?? "node", path.resolve(file), ...rest];
  registerTypeScript();
  require(path.resolve(file));
}
