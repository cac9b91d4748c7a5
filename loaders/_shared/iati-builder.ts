import {
  type Coded,
  type IatiActivity,
  type IatiTransaction,
  newActivity,
  newTransaction,
  type Organisation,
} from "./iati-activity.ts";
import { isDefaultVocabulary } from "./iati-codes.ts";
import { DatasetRefused } from "./iati-refused.ts";

type Attributes = Record<string, string>;

/** More transactions than this in one activity would fill the memory; the largest real ones have far fewer. */
const MAX_TRANSACTIONS = 1_000_000;

const coded = (a: Attributes): Coded => ({
  code: a.code ?? null,
  vocabulary: a.vocabulary ?? null,
  percentage: a.percentage ?? null,
});

const organisation = (a: Attributes): Organisation => ({
  ref: a.ref ?? null,
  role: a.role ?? null,
  name: "",
});

/** Where text goes once an element that has some is closed. */
type Sink = ((text: string) => void) | null;

/** Makes activities out of the elements of a document; knows depth and names, nothing of bytes. */
export class ActivityBuilder {
  private activity: IatiActivity | null = null;
  private transaction: IatiTransaction | null = null;
  /** What the children of an element at depth 3 or 4 called `narrative` name. */
  private named: Sink = null;
  private sink: Sink = null;

  constructor(private readonly visit: (activity: IatiActivity) => void) {}

  /** An element below the root opens: depth 2 is an activity. Returns true where its text is wanted. */
  open(depth: number, name: string, a: Attributes): boolean {
    this.sink = null;
    if (depth === 2) this.activity = name === "iati-activity" ? begin(a) : null;
    else if (this.activity === null) return false;
    else if (depth === 3) this.openPart(this.activity, name, a);
    else if (depth === 4 && this.transaction) this.openDetail(this.transaction, name, a);
    else if (name === "narrative") this.sink = this.named;
    return this.sink !== null;
  }

  /** The element closes; `text` is what stood in it, if it was wanted. */
  close(depth: number, text: string): void {
    if (this.sink) this.sink(text);
    this.sink = null;
    if (depth === 3) {
      this.transaction = null;
      this.named = null;
    } else if (depth === 4 && this.transaction) this.named = null;
    else if (depth === 2 && this.activity) {
      this.visit(this.activity);
      this.activity = null;
    }
  }

  private openPart(activity: IatiActivity, name: string, a: Attributes): void {
    switch (name) {
      case "transaction":
        if (activity.transactions.length >= MAX_TRANSACTIONS)
          throw new DatasetRefused(
            "too-many-transactions",
            `An activity has more than ${MAX_TRANSACTIONS} transactions`,
            "Look at the document; raise the limit if it is right",
          );
        this.transaction = newTransaction();
        activity.transactions.push(this.transaction);
        break;
      case "recipient-country":
        activity.countries.push(coded(a));
        break;
      case "recipient-region":
        activity.regions.push(coded(a));
        break;
      case "sector":
        activity.sectors.push(coded(a));
        break;
      case "policy-marker":
        if (a.code === "1" && isDefaultVocabulary(a.vocabulary ?? null))
          activity.gender.push(a.significance ?? null);
        break;
      case "iati-identifier":
        this.sink = (text) => {
          activity.identifier = text.trim();
        };
        break;
      case "title":
        this.wantName((text) => {
          activity.title ||= text;
        });
        break;
      case "reporting-org":
        activity.reporter = organisation(a);
        this.wantName((text) => {
          activity.reporter.name ||= text;
        });
        break;
      case "participating-org": {
        const org = organisation(a);
        activity.organisations.push(org);
        this.wantName((text) => {
          org.name ||= text;
        });
      }
    }
  }

  private openDetail(transaction: IatiTransaction, name: string, a: Attributes): void {
    switch (name) {
      case "transaction-type":
        transaction.type = a.code?.trim() ?? null;
        break;
      case "transaction-date":
        transaction.date = a["iso-date"] ?? null;
        break;
      case "value":
        transaction.currency = a.currency ?? null;
        transaction.valueDate = a["value-date"] ?? null;
        this.sink = (text) => {
          transaction.value = text;
        };
        break;
      case "sector":
        transaction.sectors.push(coded(a));
        break;
      case "recipient-country":
        transaction.countries.push(coded(a));
        break;
      case "recipient-region":
        transaction.regions.push(coded(a));
        break;
      case "receiver-org": {
        const org = organisation(a);
        transaction.receiver = org;
        this.wantName((text) => {
          org.name ||= text;
        });
      }
    }
  }

  /** Version 2 has the name in `narrative`, version 1 in the element itself. */
  private wantName(sink: (text: string) => void): void {
    const trimmed = (text: string) => sink(text.trim());
    this.named = trimmed;
    this.sink = trimmed;
  }
}

const begin = (a: Attributes) =>
  newActivity(a["last-updated-datetime"] ?? null, a["default-currency"] ?? null);
