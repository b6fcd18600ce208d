/* The line under the name: who is writing, else who is here. */

import { say } from "../../lib/i18n";
import type { Facts } from "./types";

const TYPING_MS = 5000;

export interface PresenceLine {
  here: (people: readonly string[]) => void;
  came: (person: string, isHere: boolean) => void;
  types: (person: string) => void;
  stopsTyping: (person: string) => void;
}

export function openPresence(facts: Facts, show: (words: string) => void): PresenceLine {
  const present = new Set<string>();
  let typist = "";
  let timer = 0;
  const isOther = (person: string): boolean => person !== facts.person && person in facts.names;
  const draw = (): void => {
    if (typist) show(say("chat_typing", { name: facts.names[typist] ?? "" }));
    else show([...present].some(isOther) ? say("chat_here") : "");
  };
  const stop = (): void => {
    window.clearTimeout(timer);
    typist = "";
    draw();
  };
  return {
    here: (people) => {
      present.clear();
      for (const person of people) present.add(person);
      draw();
    },
    came: (person, isHere) => {
      if (isHere) present.add(person);
      else present.delete(person);
      draw();
    },
    types: (person) => {
      if (!isOther(person)) return;
      window.clearTimeout(timer);
      typist = person;
      timer = window.setTimeout(stop, TYPING_MS);
      draw();
    },
    stopsTyping: (person) => {
      if (person === typist) stop();
    },
  };
}
