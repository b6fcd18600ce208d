/* htmx with our policy: without it every swap is refused by the browser's Trusted Types. */
import htmx from "htmx.org";
import { policy } from "./dom";
import { keepFocus } from "./focus";

interface HtmxInternals {
  initSecurity(policy: unknown): void;
}

export function startHtmx(): void {
  keepFocus();
  htmx.registerExtension("compagnon-policy", {
    init: (internals: HtmxInternals) => {
      internals.initSecurity(policy);
    },
  });
}
