/** Why a file cannot be read at all, with what to do about it. */
export interface RefusalWords {
  code: string;
  what: string;
  remedy: string;
}

export class Refusal extends Error {
  constructor(readonly words: RefusalWords) {
    super(`${words.what}. ${words.remedy}`);
    this.name = "Refusal";
  }
}

export const refuse = (code: string, what: string, remedy: string) => new Refusal({ code, what, remedy });
