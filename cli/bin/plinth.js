#!/usr/bin/env node
// @ts-check

const { registerTypeScript } = require("@plinth/engine/typescript.js");
registerTypeScript();
require("../main");
