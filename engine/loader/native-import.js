// @ts-check
// In JavaScript, because a transpiler that makes CommonJS would turn `import()` into `require()`.

/**
 * @param {string} url
 * @returns {Promise<Record<string, unknown>>}
 */
exports.nativeImport = (url) => import(url);
