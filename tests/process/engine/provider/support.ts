import type { ServiceError } from "@grpc/grpc-js";
import * as grpc from "@grpc/grpc-js";
import type { Values } from "@plinth/engine";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { structOf, valuesOf } from "../../../../engine/provider/messages";

/** What the Pulumi engine is to a provider, as far as the tests go. */
export class EngineSide {
  readonly #client: ResourceProviderClient;

  constructor(port: number) {
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  }

  close(): void {
    this.#client.close();
  }

  configure(config: Values): Promise<messages.ConfigureResponse> {
    const request = new messages.ConfigureRequest().setArgs(structOf(config)).setAcceptsecrets(true);
    return this.call((done) => this.#client.configure(request, done));
  }

  check(urn: string, news: Values, olds?: Values): Promise<messages.CheckResponse> {
    const request = new messages.CheckRequest().setUrn(urn).setNews(structOf(news));
    if (olds) request.setOlds(structOf(olds));
    return this.call((done) => this.#client.check(request, done));
  }

  diff(urn: string, id: string, olds: Values, news: Values): Promise<messages.DiffResponse> {
    const request = new messages.DiffRequest().setUrn(urn).setId(id).setOlds(structOf(olds)).setNews(structOf(news));
    return this.call((done) => this.#client.diff(request, done));
  }

  async create(urn: string, inputs: Values, preview = false): Promise<{ id: string; outputs: Values }> {
    const request = new messages.CreateRequest().setUrn(urn).setProperties(structOf(inputs)).setPreview(preview);
    const response = await this.call<messages.CreateResponse>((done) => this.#client.create(request, done));
    return { id: response.getId(), outputs: valuesOf(response.getProperties()) };
  }

  /** @param inputs Given for what the engine manages, left out for a look-up. */
  async read(urn: string, id: string, state: Values, inputs?: Values): Promise<{ id: string; outputs: Values }> {
    const request = new messages.ReadRequest().setUrn(urn).setId(id).setProperties(structOf(state));
    if (inputs) request.setInputs(structOf(inputs));
    const response = await this.call<messages.ReadResponse>((done) => this.#client.read(request, done));
    return { id: response.getId(), outputs: valuesOf(response.getProperties()) };
  }

  async update(urn: string, id: string, olds: Values, news: Values, preview = false): Promise<Values> {
    const request = new messages.UpdateRequest().setUrn(urn).setId(id).setPreview(preview);
    request.setOlds(structOf(olds)).setNews(structOf(news));
    const response = await this.call<messages.UpdateResponse>((done) => this.#client.update(request, done));
    return valuesOf(response.getProperties());
  }

  async delete(urn: string, id: string): Promise<void> {
    await this.call((done) => this.#client.delete(new messages.DeleteRequest().setUrn(urn).setId(id), done));
  }

  async invoke(token: string, args: Values = {}): Promise<Values> {
    const request = new messages.InvokeRequest().setTok(token).setArgs(structOf(args));
    const response = await this.call<messages.InvokeResponse>((done) => this.#client.invoke(request, done));
    return valuesOf(response.getReturn());
  }

  async schema(): Promise<unknown> {
    const request = new messages.GetSchemaRequest();
    const response = await this.call<messages.GetSchemaResponse>((done) => this.#client.getSchema(request, done));
    return JSON.parse(response.getSchema());
  }

  private call<Response>(send: (done: (error: ServiceError | null, response: Response) => void) => void) {
    return new Promise<Response>((resolve, reject) => {
      send((error, response) => (error ? reject(new Error(error.details)) : resolve(response)));
    });
  }
}
