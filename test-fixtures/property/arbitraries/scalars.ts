import fc from 'fast-check'
import { Plain, type Value } from './yamlText.ts'

/** Scalars whose type or output differs between YAML versions, printers and readers. */
export const oddPlainScalars = [
  '1', '0', '-1', '5', '80', '8080', '1.0', '1.5', '1e3', '1E5', '1e-7', '123456789.5', '1234567.5', '0x1F', '0o17', '017', '08', '1_000',
  '0b11', '+1', '.5', '5.', '-0', '9007199254740993', '9223372036854775808', '18446744073709551616', '1e400', '1e21',
  'true', 'false', 'True', 'TRUE', 'yes', 'no', 'on', 'off', 'y', 'n', 'Yes', 'null', '~', 'Null', '', '12:30', '1:30:45',
  '2020-01-01', '2020-1-1', '2020-01-01T10:00:00Z', '2020-01-01 10:00:00', '2020-01-01T10:00:00', '2020-02-30', 'Infinity', 'NaN', '1.2.3',
  '!!str 123', '!!int "3"', '!!float 1', '! 12', '!foo bar', '!!binary aGVsbG8=', '=', '<a&b>', 'a#b', 'a:b', '1,5', '10m', '128Mi',
  '1e', '0x', '0777', '100000', '1000000', '1000000.5', '0.00001', '-1.5e-10', '4294967296', '1__0', '_1',
] // biome-ignore format: a table

const oddStrings = [
  '', ' ', 'a', '1', '0', '1.0', '1e3', '0x1F', '017', '08', '1_000', 'true', 'True', 'yes', 'no', 'on', 'Off', 'y', 'N', 'null', '~', 'Null',
  '.nan', '.inf', '2020-01-01', '12:30', '1:60', '-', '--', '---', '...', '?', '? a', ':', ': a', 'a: b', 'a:', 'a #b', '#a', '- a', '*a', '&a',
  '!a', '%a', '@a', '`a`', '[a', '{a}', ']', ',', "it's", "'a'", '"a"', 'a"b', 'a\\b', '\\', ' a', 'a ', '  ', 'a\n', 'a\n\n', '\n', '\n\n',
  '\na', 'a\nb', ' a\nb', 'a \nb', 'a\n b', 'a\nb ', 'a\n\n  b\nc\n', 'a: b\nc: d\n', '- x\n- y\n', '#c\na\n', 'a\tb', '\ta', 'a\tb\n', 'a\r\nb\r\n', 'é', '中文',
  'a\u00a0b', '\u200b', '\ufeff', '\u2028', 'emoji \u{1F600}', 'emoji \u{1F600}\nb', '\u0007', '\u001b[0m', '$(NAME)', '$$(NAME)', `\${X}`, '<<', '=', '<a&b>', 'http://x:80/?a=b#c',
  'word '.repeat(24).trim(), 'word '.repeat(30), `${'x'.repeat(78)} yy zz`, 'x'.repeat(120), `tab\t${'word '.repeat(24).trim()}`, `a: ${'word '.repeat(20)}  two  spaces ${'more '.repeat(9)}`,
  `it's ${'long '.repeat(20)}`, '{"a": 1, "b": {"c": "d"}}', '[1,2,{"a":"b"}]', '{\n  "a": 1,\n  "b": {\n    "c": "d"\n  }\n}', 'a:\n  b: c\n  n: 5\nl:\n- x\n- y\n',
  'server.port=8080\nserver.name=web\n', '<server>\n  <port>80</port>\n</server>\n', '0o7', '1,000', '-1', '+1', '.5', '5.', '190:20:30.15', '\u0085', '123456789012345678901234567890',
] // biome-ignore format: a table

/** A string that some step may change by mistake. */
export const oddString = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...oddStrings) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom('a', ' ', '\n', ':', '#', '-', '"', "'", '\t', '1', 'é', 'word', ', ', '{', '%', '\\'), { maxLength: 14 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom('lorem', 'ipsum', 'a', 'of', 'the', '  ', 'colon:', 'dash-', "it's", '"q"', '#x', '\n'), { maxLength: 60 }).map((parts) => parts.join(' ')) },
) // biome-ignore format: a table

/** Words for values that hardly matter. */
export const word = fc.constantFrom('web', 'db', 'blue', 'green', 'v1', 'prod', 'dev', 'cache', 'info', 'debug')

/** Any scalar for a field without a type, for example of a custom resource. */
export const anyScalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 9000 }) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: oddString },
  { weight: 3, arbitrary: fc.constantFrom(...oddPlainScalars).map((text) => new Plain(text)) },
)

/** Keys of free maps. The pool avoids sets without an order of the reference's, see `exclusions.ts`. */
export const oddKey = fc.constantFrom(
  'a', 'b', 'key', 'other', 'log.level', 'app.properties', 'config.yaml', 'A', 'Z', 'a-b', 'a_b', 'a/b', 'x y', 'é', '_x', '.hidden', '-dash', '~', 'y', 'yes', 'on', 'null',
  'true', 'a1', 'a10', 'a2', 'name:', '#k', 'k #', "it's", '"q"', 'a:b', 'key.with.dots', 'k'.repeat(130), '10.0.0.1', '<<x', '=', '*s', '-', '01', '2', 'tab\tkey', 'line\nkey', '',
) // biome-ignore format: a table

/** Mostly well-behaved keys. */
export const dataKey = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('a', 'b', 'key', 'log.level', 'app.properties', 'config.yaml', 'url', 'port'),
  },
  { weight: 1, arbitrary: oddKey },
)

/** JSON and YAML inside of texts, which replacements can reach into. */
export const structuredTexts: readonly string[] = [
  '{"a": 1, "b": {"c": "d", "<e>": true}}',
  '{\n  "b": {\n    "c": "d"\n  },\n  "a": "x"\n}',
  '{\n  "l": [\n    "x",\n    {"name": "web", "v": 1}\n  ]\n}\n',
  '[1,2,{"a":"b"}]',
  '["x", "y"]',
  'a: 1\nb:\n  c: d # why\nl:\n- x\n- name: web\n  v: "1"\n',
  'a: yes\nb: {c: "d"}\nn: null',
  'b:\n    c: |\n      two\n      lines\na: 2020-01-01\n',
  'a: text: broken\n',
]

/** Values of ConfigMaps and the like. */
export const dataValue: fc.Arbitrary<Value> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...structuredTexts) },
  { weight: 4, arbitrary: word },
  { weight: 4, arbitrary: oddString },
  { weight: 1, arbitrary: fc.constantFrom(...oddPlainScalars).map((text) => new Plain(text)) },
)

/** A tree of anything, for custom resources. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { weight: 5, arbitrary: anyScalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 3, arbitrary: fc.dictionary(dataKey, tie('value'), { maxKeys: 4 }) },
  ),
})).value
