#!/usr/bin/env node
// @ts-check

const { registerTypeScript } = require("@plinth/engine/loader/typescript.js");
registerTypeScript();
require("../main");
