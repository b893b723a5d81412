import assert from "node:assert/strict";

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own text, without that of the elements in it. */
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const TOKEN =
  /<\/(?<close>[\w:-]+)>|<(?<open>[\w:-]+)(?<attributes>(?: [\w:-]+="[^"<]*")*)(?<empty>\/?)>|(?<text>[^<]+)/y;

/**
 * Elements of an XML document without declarations, comments and CDATA, in the order in which they begin.
 * @throws AssertionError if it is not well-formed.
 */
export function elementsOf(document: string): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  const open: XmlElement[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < document.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(document)?.groups;
    assert.ok(token, `not XML: ${document.slice(at, at + 60)}`);
    if (token.close !== undefined) assert.equal(open.pop()?.name, token.close);
    else if (token.text !== undefined) addText(open.at(-1), decoded(token.text));
    else {
      assert.ok(open.length > 0 || elements.length === 0, "a document has one root");
      const element = { name: token.open ?? "", attributes: attributesOf(token.attributes ?? ""), text: "" };
      elements.push(element);
      if (!token.empty) open.push(element);
    }
  }
  assert.deepEqual(open, []);
  return elements;
}

function addText(element: XmlElement | undefined, text: string): void {
  if (element) element.text += text;
  else assert.equal(text.trim(), "");
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [name, decoded(value)] as const,
  );
  assert.equal(new Set(pairs.map(([name]) => name)).size, pairs.length, "an attribute is there twice");
  return Object.fromEntries(pairs);
}

function decoded(text: string): string {
  return text.replace(/&(\w*;?)/g, (whole, name: string) => {
    const character = name.endsWith(";") ? ENTITIES[name.slice(0, -1)] : undefined;
    assert.ok(character !== undefined, `no entity: ${whole}`);
    return character;
  });
}
