/** FNV-1a with 64 bits, as the core hashes meta-parameters; 16 hex digits. */
export function fnv1a(bytes: Uint8Array): string {
  // BigInt arithmetic for each byte is slow, so the 64 bits are kept in four pieces of 16.
  let [a, b, c, d] = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (const byte of bytes) {
    a ^= byte;
    // The prime is 2^40 + 0x1b3.
    const a1 = a * 0x1b3;
    const b1 = b * 0x1b3 + (a1 >>> 16);
    const c1 = c * 0x1b3 + ((a << 8) & 0xffffff) + (b1 >>> 16);
    const d1 = d * 0x1b3 + (b << 8) + Math.floor(c1 / 65536);
    [a, b, c, d] = [a1 & 0xffff, b1 & 0xffff, c1 & 0xffff, d1 & 0xffff];
  }
  return [d, c, b, a].map((part) => part.toString(16).padStart(4, '0')).join('');
}
