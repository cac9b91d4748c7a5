import type { IatiActivity, IatiTransaction, Organisation } from "../_shared/iati-activity.ts";
import { type Listener, type Part, partsOf } from "../_shared/iati-parts.ts";

/** The fund's code at the MPTF Office stands alone, never inside a longer code. */
const FUND_CODE = /(^|[^A-Za-z0-9])GAI00($|[^A-Za-z0-9])/i;
const FUND_NAME = /wom[ae]n['’]?s?['’]?,? peace (and|&) humanitarian fund|\bWPHF\b/i;

/** True where identifier, title or an organisation of the activity names the fund. */
export function isOfFund(activity: IatiActivity): boolean {
  const { identifier, title, organisations } = activity;
  if (FUND_CODE.test(identifier) || FUND_NAME.test(title)) return true;
  return organisations.some((o) => FUND_CODE.test(o.ref ?? "") || FUND_NAME.test(o.name));
}

/** Who receives: as the transaction says, else the activity's only implementing organisation, else nobody known. */
export function partnerOf(transaction: IatiTransaction, activity: IatiActivity): Organisation | null {
  const { receiver } = transaction;
  if (receiver && (receiver.name !== "" || receiver.ref)) return receiver;
  const implementing = activity.organisations.filter((o) => o.role === "4" || o.role === "Implementing");
  return implementing.length === 1 ? (implementing[0] ?? null) : null;
}

export interface Allocation extends Part {
  transaction: number;
  partner: Organisation | null;
}

/** The money of an activity by recipient and partner, one transaction at a time. */
export function allocationsOf(activity: IatiActivity, listener: Listener): Allocation[] {
  return activity.transactions.flatMap((transaction, number) =>
    partsOf({ ...activity, transactions: [transaction] }, listener).parts.map((part) => ({
      ...part,
      transaction: number,
      partner: partnerOf(transaction, activity),
    })),
  );
}
