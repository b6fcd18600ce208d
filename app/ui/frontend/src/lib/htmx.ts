/* htmx with our policy: without it every swap is refused by the browser's Trusted Types. */
import htmx from "htmx.org";
import { policy } from "./dom";

interface HtmxInternals {
  initSecurity(policy: unknown): void;
}

export function startHtmx(): void {
  htmx.registerExtension("compagnon-policy", {
    init: (internals: HtmxInternals) => {
      internals.initSecurity(policy);
    },
  });
}
