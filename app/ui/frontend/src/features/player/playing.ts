/* A unit, and its trial in the studio: loaded as one file, so that what both need is no request of its own. */

export { startPlayer } from "./player";
export { startTrial } from "./trial";
