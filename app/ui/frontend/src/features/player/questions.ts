// The compiled form of each question type, as the module package carries it.
// Twin: app/questions/data.py; change both together.

export interface Answer {
  readonly id: string;
  readonly html: string;
  readonly text: string;
  readonly right: boolean;
  readonly feedback_html: string;
}

export interface Item {
  readonly id: string;
  readonly html: string;
  readonly text: string;
}

export interface FeedbackPair {
  readonly right: string;
  readonly wrong: string;
}

/** `hints` are shown one at a time, when asked for. */
interface Head {
  readonly tries: number | null;
  readonly hints?: readonly string[];
}

export interface ChoiceData extends Head {
  readonly type: "choice";
  readonly answers: readonly Answer[];
}

export interface MultipleData extends Head {
  readonly type: "multiple";
  readonly answers: readonly Answer[];
}

/** `items` stand in the right order; the screen shuffles them (shuffling.ts). */
export interface OrderData extends Head {
  readonly type: "order";
  readonly items: readonly Item[];
  readonly feedback: FeedbackPair;
}

export interface WrongValue {
  readonly value: string;
  readonly feedback_html: string;
}

/** `factor` is what one of it is worth in the question's own unit. */
export interface OtherUnit {
  readonly name: string;
  readonly factor: string;
}

/** Values are decimal text, never floats: 0.1 is exactly 0.1. */
export interface NumberData extends Head {
  readonly type: "number";
  readonly answer: string;
  readonly tolerance: string;
  readonly unit: string;
  readonly units?: readonly OtherUnit[];
  readonly wrong: readonly WrongValue[];
  readonly feedback: FeedbackPair;
}

/** `pairs` names the right of each left, in the order of `lefts`; the screen shuffles `rights`. */
export interface MatchData extends Head {
  readonly type: "match";
  readonly lefts: readonly Item[];
  readonly rights: readonly Item[];
  readonly pairs: readonly string[];
  readonly wrong: readonly { readonly left: string; readonly right: string; readonly feedback_html: string }[];
  readonly feedback: FeedbackPair;
}

export type Spelling = "exact" | "plain" | "close";

/** `accepted` begins with what is shown as right; texts of other languages follow. */
export interface ShortData extends Head {
  readonly type: "short";
  readonly spelling: Spelling;
  readonly accepted: readonly string[];
  readonly wrong: readonly WrongValue[];
  readonly feedback: FeedbackPair;
}

/** Typed where it has `accepted`; picked where it has `options`, of which the first is right. */
export interface GapData {
  readonly id: string;
  readonly accepted?: readonly string[];
  readonly options?: readonly { readonly id: string; readonly text: string }[];
}

/** A gap stands between two `pieces` of the statement. */
export interface ClozeData extends Head {
  readonly type: "cloze";
  readonly spelling: Spelling;
  readonly pieces: readonly string[];
  readonly gaps: readonly GapData[];
  readonly wrong: readonly { readonly gap: string; readonly value: string; readonly feedback_html: string }[];
  readonly feedback: FeedbackPair;
}

/** `place` is left, top, width, height in percent of the picture. */
export interface ZoneData {
  readonly id: string;
  readonly place: readonly [number, number, number, number];
  readonly text: string;
  readonly right: boolean;
  readonly feedback_html: string;
}

export interface HotspotData extends Head {
  readonly type: "hotspot";
  readonly src: string;
  readonly alt: string;
  readonly zones: readonly ZoneData[];
  readonly elsewhere_html: string;
}

/** A checklist is a block of its own, so its data names no question type. */
export interface ChecklistData {
  readonly type?: "checklist" | undefined;
  readonly tries?: null;
  readonly items: readonly Item[];
}

export type QuestionData =
  | ChoiceData
  | MultipleData
  | OrderData
  | NumberData
  | MatchData
  | ShortData
  | ClozeData
  | HotspotData
  | ChecklistData;
