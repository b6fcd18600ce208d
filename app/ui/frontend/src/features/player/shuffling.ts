// The order in which a screen shows `order` items. Twin: app/questions/shuffling.py; change both together.

import type { Item } from "./questions";

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * `items` in an order that `seed` alone decides, never the right one when there is a choice.
 * Sorted by the FNV-1a hash of id, "/", seed: the id comes first so that the seed stirs it.
 */
export function shuffled<T extends Pick<Item, "id">>(items: readonly T[], seed: string): T[] {
  const drawn = items
    .map((item) => ({ item, key: fnv1a(`${item.id}/${seed}`) }))
    .sort((a, b) => a.key - b.key || (a.item.id < b.item.id ? -1 : 1))
    .map(({ item }) => item);
  const isRightOrder = drawn.every((item, at) => item === items[at]);
  return isRightOrder ? [...drawn.slice(1), ...drawn.slice(0, 1)] : drawn;
}

function fnv1a(text: string): number {
  let value = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, FNV_PRIME) >>> 0;
  }
  return value;
}
