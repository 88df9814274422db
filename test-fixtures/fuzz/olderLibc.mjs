// The prebuilt fuzzer for Linux is linked against glibc 2.38, and so does not load on Debian 12 or Ubuntu 22.04. It needs
// three symbols of it only: two that older ones have by another name, and one that is never called. This makes a copy
// that is content with those.
import { readFileSync, writeFileSync } from 'node:fs'

const sectionTypes = { dynamicSymbols: 11, neededVersions: 0x6ffffffe, symbolVersions: 0x6fffffff }
const tooNew = /^GLIBC_2\.3[5-9]$|^GLIBCXX_3\.4\.3[1-9]$/
/** C23 gave `strtol` and its like new names for old programs' sake: `__isoc23_strtol`. */
const newPrefix = '__isoc23_'
const weakVersion = 2
const weakBinding = 2
const anyVersion = 1

/** Copies a shared library (ELF, 64 bits, little endian). */
export function writeForOlderLibc(from, to) {
  const bytes = readFileSync(from)
  const sections = readSections(bytes)
  const symbols = sections.find(({ type }) => type === sectionTypes.dynamicSymbols)
  const versions = sections.find(({ type }) => type === sectionTypes.symbolVersions)
  const needed = sections.find(({ type }) => type === sectionTypes.neededVersions)
  const names = sections[symbols.link]
  const unmet = weakenNewVersions(bytes, needed, names)
  for (let i = 0; i < symbols.size / 24; i++) {
    const version = versions.offset + i * 2
    if (!unmet.has(bytes.readUInt16LE(version))) continue
    const symbol = symbols.offset + i * 24
    const name = textAt(bytes, names.offset + bytes.readUInt32LE(symbol))
    // Names are where they start in a table of texts, and these end in the older name.
    if (name.startsWith(newPrefix)) bytes.writeUInt32LE(bytes.readUInt32LE(symbol) + newPrefix.length, symbol)
    else bytes.writeUInt8((weakBinding << 4) | (bytes.readUInt8(symbol + 4) & 0xf), symbol + 4)
    bytes.writeUInt16LE(anyVersion, version)
  }
  writeFileSync(to, bytes)
}

function readSections(bytes) {
  const start = Number(bytes.readBigUInt64LE(0x28))
  const [size, count] = [bytes.readUInt16LE(0x3a), bytes.readUInt16LE(0x3c)]
  return Array.from({ length: count }, (_, i) => {
    const at = start + i * size
    return {
      type: bytes.readUInt32LE(at + 4),
      offset: Number(bytes.readBigUInt64LE(at + 24)),
      size: Number(bytes.readBigUInt64LE(at + 32)),
      link: bytes.readUInt32LE(at + 40),
    }
  })
}

/** Lets the loader do without the versions that are too new; gives their numbers. */
function weakenNewVersions(bytes, needed, names) {
  const unmet = new Set()
  for (let library = needed.offset, more = true; more; ) {
    const count = bytes.readUInt16LE(library + 2)
    let version = library + bytes.readUInt32LE(library + 8)
    for (let i = 0; i < count; i++) {
      if (tooNew.test(textAt(bytes, names.offset + bytes.readUInt32LE(version + 8)))) {
        bytes.writeUInt16LE(bytes.readUInt16LE(version + 4) | weakVersion, version + 4)
        unmet.add(bytes.readUInt16LE(version + 6))
      }
      version += bytes.readUInt32LE(version + 12)
    }
    const next = bytes.readUInt32LE(library + 12)
    more = next !== 0
    library += next
  }
  return unmet
}

function textAt(bytes, at) {
  return bytes.toString('latin1', at, bytes.indexOf(0, at))
}
