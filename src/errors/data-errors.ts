import { NapError } from "./nap-error.ts";

/** A file is not the UTF-8 text that every register and snapshot is. */
export class EncodingError extends NapError {
  readonly code = "encoding";
}

/** A CSV file cannot be split into rows and columns without guessing. */
export class CsvStructureError extends NapError {
  readonly code = "csv-structure";
}

/** A file's header is not the one its contract names. */
export class HeaderError extends NapError {
  readonly code = "header";
}

/** A snapshot's bytes are not those its manifest vouches for. */
export class SnapshotIntegrityError extends NapError {
  readonly code = "snapshot-integrity";
}

/** A manifest or reference file in JSON does not have the declared shape. */
export class ReferenceFileError extends NapError {
  readonly code = "reference-file";
}

/** Rows of the curated register were refused; the last good warehouse stays. */
export class QuarantineError extends NapError {
  readonly code = "register-quarantine";
}

/** The finished warehouse breaks a rule that every warehouse must keep. */
export class WarehouseCheckError extends NapError {
  readonly code = "warehouse-check";
}
