#!/usr/bin/env node
// @ts-check

const nodeModule = require("node:module");
const { join } = require("node:path");

// Most of a start is compiling what has not changed since the last one. Node.js remembers it since 22.1.
if ("enableCompileCache" in nodeModule && typeof nodeModule.enableCompileCache === "function")
  nodeModule.enableCompileCache(join(__dirname, "../../node_modules/.cache/plinth/compiled"));

require("@plinth/engine/loader/start-image.js").startFromImage();
const { registerTypeScript } = require("@plinth/engine/loader/typescript.js");
registerTypeScript();
require("../main");
