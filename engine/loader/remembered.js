// @ts-check

/**
 * Asks once for each key.
 * @param {(key: string) => boolean} ask
 * @returns {(key: string) => boolean}
 */
function remembered(ask) {
  /** @type {Map<string, boolean>} */
  const known = new Map();
  return (key) => {
    const answer = known.get(key) ?? ask(key);
    known.set(key, answer);
    return answer;
  };
}

module.exports = { remembered };
