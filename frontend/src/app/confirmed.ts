/** The window in which somebody signed on again tells the one that asked for it. */

export const CONFIRMED_PATH = "/confirmed";
const CHANNEL = "filebook.confirmed";

export function tellConfirmed(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/** Gives what stops listening. */
export function hearConfirmed(heard: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", heard);
  return () => channel.close();
}
