/* The editor is fetched where there is something to edit. */

const FIELD = "textarea[data-rich]";

export function startRich(): void {
  const wanted = (): boolean => document.querySelector(FIELD) !== null;
  const fetchOnce = (): void => {
    watch.disconnect();
    void import("./upgrading").then(({ upgradeAll }) => { upgradeAll(); });
  };
  const watch = new MutationObserver(() => { if (wanted()) fetchOnce(); });
  if (wanted()) fetchOnce();
  else watch.observe(document.body, { childList: true, subtree: true });
}
