// Marking a place on a picture. Twin: app/questions/marking_zones.py; change both together.

import type { HotspotData, ZoneData } from "./questions";
import { type Marking, type UnreadableResponse, whole } from "./results";

/**
 * The response is the id of a zone, or a point [x, y] in percent of the picture.
 * Where zones lie over each other, the first one counts.
 */
export function markHotspot(data: HotspotData, response: unknown): Marking | UnreadableResponse {
  if (typeof response === "string") {
    const named = data.zones.find(({ id }) => id === response);
    return named ? onZone(named) : { unreadable: "not_an_answer" };
  }
  if (!isPoint(response)) return { unreadable: "not_an_answer" };
  const zone = zoneAt(data.zones, response);
  return zone ? onZone(zone) : whole(false, data.elsewhere_html);
}

function onZone(zone: ZoneData): Marking {
  return whole(zone.right, zone.feedback_html, zone.id);
}

function isPoint(response: unknown): response is [number, number] {
  if (!Array.isArray(response) || response.length !== 2) return false;
  return response.every((each) => typeof each === "number" && each >= 0 && each <= 100);
}

function zoneAt(zones: readonly ZoneData[], [x, y]: readonly [number, number]): ZoneData | undefined {
  return zones.find(({ place: [left, top, width, height] }) => {
    return left <= x && x <= left + width && top <= y && y <= top + height;
  });
}
