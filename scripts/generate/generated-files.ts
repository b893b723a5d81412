/** Texts by path from the repository's folder. */
export type GeneratedFiles = ReadonlyMap<string, string>;
