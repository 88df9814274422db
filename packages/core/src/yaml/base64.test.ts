import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64, encodeBase64, utf8Decode, utf8DecodeLossy, utf8Encode } from './base64.ts'

describe('base64', () => {
  it('agrees with Node', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 10_000 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64')
        expect(encodeBase64(bytes)).toBe(text)
        expect(decodeBase64(text)).toEqual(bytes)
      }),
    )
  })

  it('ignores line breaks and nothing else', () => {
    expect(decodeBase64('aGV\nsbG8=\r\n')).toEqual(utf8Encode('hello'))
    for (const bad of ['aGVsbG8', 'aGVs bG8=', 'a===', '====', 'aG=sbG8=', 'aGVsbG8-', 'é===']) {
      expect(decodeBase64(bad), bad).toBeUndefined()
    }
  })
})

describe('UTF-8', () => {
  it('comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => {
        expect(utf8Decode(utf8Encode(s))).toBe(s)
      }),
    )
    expect(utf8Decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toBe('\ufeffa')
  })

  it.each([
    [[0x61, 0xff, 0x62], 'a\ufffdb'],
    [[0xe2, 0x82], '\ufffd\ufffd'],
    [[0xe2, 0x82, 0x61], '\ufffd\ufffda'],
    [[0xc0, 0x80], '\ufffd\ufffd'],
    [[0xed, 0xa0, 0x80], '\ufffd\ufffd\ufffd'],
    [[0xf4, 0x90, 0x80, 0x80], '\ufffd\ufffd\ufffd\ufffd'],
    [[0xf0, 0x9f, 0x98, 0x80, 0x80], '😀\ufffd'],
  ])('%j is not valid', (bytes, text) => {
    expect(utf8Decode(new Uint8Array(bytes))).toBeUndefined()
    expect(utf8DecodeLossy(new Uint8Array(bytes))).toBe(text)
  })
})
