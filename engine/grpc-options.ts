/** 400 MB, as in Pulumi's engine: a state of thousands of resources is larger than gRPC's own limit of 4 MB. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Options of every gRPC server and client that talks as Pulumi's engine does, or to it. */
export const GRPC_OPTIONS = {
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
} as const;
