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

export interface ChoiceData {
  readonly type: "choice";
  readonly tries: number | null;
  readonly answers: readonly Answer[];
}

export interface MultipleData {
  readonly type: "multiple";
  readonly tries: number | null;
  readonly answers: readonly Answer[];
}

/** `items` stand in the right order; the screen shuffles them (shuffling.ts). */
export interface OrderData {
  readonly type: "order";
  readonly tries: number | null;
  readonly items: readonly Item[];
  readonly feedback: FeedbackPair;
}

export interface WrongValue {
  readonly value: string;
  readonly feedback_html: string;
}

/** Values are decimal text, never floats: 0.1 is exactly 0.1. */
export interface NumberData {
  readonly type: "number";
  readonly tries: number | null;
  readonly answer: string;
  readonly tolerance: string;
  readonly unit: string;
  readonly wrong: readonly WrongValue[];
  readonly feedback: FeedbackPair;
}

/** A checklist is a block of its own, so its data names no question type. */
export interface ChecklistData {
  readonly type?: "checklist" | undefined;
  readonly tries?: null;
  readonly items: readonly Item[];
}

export type QuestionData = ChoiceData | MultipleData | OrderData | NumberData | ChecklistData;
