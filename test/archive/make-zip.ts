import { crc32, deflateRawSync } from "node:zlib";

/** A member as a hostile writer would make it: whatever is given is written, true or not. */
export interface Made {
  name: string;
  data?: Uint8Array | string;
  /** Packed bytes instead of Deflate of `data`. */
  packed?: Uint8Array;
  method?: number;
  crc?: number;
  /** Declared unpacked length. */
  bytes?: number;
  /** Unix mode for the upper half of the external attributes. */
  mode?: number;
  localName?: string;
  /** Points the directory at the bytes of this earlier member. */
  sameAs?: number;
}

/** Writes a zip archive, with the lies that `members` ask for. */
export function makeZip(members: readonly Made[], shift = 0): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const member of members) {
    const data = Buffer.from(member.data ?? "");
    const method = member.method ?? 8;
    const packed = Buffer.from(member.packed ?? (method === 8 ? deflateRawSync(data) : data));
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(member.crc ?? crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(member.bytes ?? data.length, 18);
    const name = Buffer.from(member.name);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.from(member.localName ?? member.name);
    const localFields = Buffer.from(fields);
    localFields.writeUInt16LE(local.length, 22);
    const offset = member.sameAs === undefined ? at : (offsets[member.sameAs] ?? 0);
    offsets.push(offset);
    if (member.sameAs === undefined) {
      const block = Buffer.concat([Buffer.from("PK\x03\x04"), localFields, local, packed]);
      parts.push(block);
      at += block.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((member.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset + shift, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 3]), fields, tail, name]));
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at + shift, 16);
  return Buffer.concat([...parts, central, end]);
}
