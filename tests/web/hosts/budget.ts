import { brotliCompressSync, constants } from 'node:zlib';

/** Bytes that engine, element and one language may take on their way to a page, compressed with brotli. */
export const BUDGET = 300_000;

/** As a server sends it at its best. */
export const brotli = (bytes: Buffer): number =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
