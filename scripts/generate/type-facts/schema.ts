/** What one property of a schema says, whichever provider has it. */
export interface SchemaProperty {
  readonly name: string;
  /** The provider's documentation, in one line. */
  readonly doc: string;
  readonly kind: "string" | "number" | "boolean" | "map" | "object" | "json" | "any";
  /** How many lists stand around the value: 1 is a list of it. */
  readonly lists: number;
  /** The name of the object's type, to look it up with {@link Schema.members}. Default: it is no object with members. */
  readonly object?: string;
  /** The only values that it takes. Default: any. */
  readonly allowed?: readonly string[];
  /** CloudFormation types that the value names, as AWS's specification says: `AWS::IAM::Role`. Default: none. */
  readonly refers?: readonly string[];
}

/** The resource types of one provider. */
export interface Schema {
  /** Arguments of each resource by its type token. */
  readonly resources: ReadonlyMap<string, readonly SchemaProperty[]>;
  /** Members of the nested object types by their names. */
  readonly members: (object: string) => readonly SchemaProperty[];
}
