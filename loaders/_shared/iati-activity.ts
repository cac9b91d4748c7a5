/** A place or sector as published: code, vocabulary and share, all text; null where absent. */
export interface Coded {
  code: string | null;
  vocabulary: string | null;
  percentage: string | null;
}

export interface Organisation {
  ref: string | null;
  role: string | null;
  name: string;
}

export interface IatiTransaction {
  type: string | null;
  date: string | null;
  /** Text of `value`; null where the element is absent. */
  value: string | null;
  currency: string | null;
  valueDate: string | null;
  sectors: Coded[];
  countries: Coded[];
  regions: Coded[];
  receiver: Organisation | null;
}

/** What this project reads of one activity, as published; nothing is judged yet. */
export interface IatiActivity {
  identifier: string;
  reporter: Organisation;
  title: string;
  updated: string | null;
  currency: string | null;
  countries: Coded[];
  regions: Coded[];
  sectors: Coded[];
  /** Significances of the gender marker; empty where the element is absent. */
  gender: (string | null)[];
  organisations: Organisation[];
  transactions: IatiTransaction[];
}

export const newActivity = (updated: string | null, currency: string | null): IatiActivity => ({
  identifier: "",
  reporter: { ref: null, role: null, name: "" },
  title: "",
  updated,
  currency,
  countries: [],
  regions: [],
  sectors: [],
  gender: [],
  organisations: [],
  transactions: [],
});

export const newTransaction = (): IatiTransaction => ({
  type: null,
  date: null,
  value: null,
  currency: null,
  valueDate: null,
  sectors: [],
  countries: [],
  regions: [],
  receiver: null,
});
