import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type BuildResult, build, createEngine, type FileSystem, KustError, memoryFileSystem } from './index.ts'

const files: Record<string, string> = {
  'base/kustomization.yaml': `resources: [web.yaml, ../shared]
configMapGenerator: [{name: settings, files: [app.properties]}]
`,
  'base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers: [{name: main, image: app, envFrom: [{configMapRef: {name: settings}}]}]
`,
  'base/app.properties': 'a=1\n',
  'shared/kustomization.yaml': 'resources: [service.yaml]\nlabels: [{pairs: {team: x}}]\n',
  'shared/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: &m {name: web}\nspec: {selector: *m}\n',
  'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\npatches: [{path: patch.yaml}]\n',
  'prod/patch.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: main, image: b}]}}}\n',
  'dev/kustomization.yaml': 'bases: [../base]\nnamespace: dev\nimages: [{name: app, newTag: "2"}]\n',
}
const paths = [...Object.keys(files), 'dev/kustomization.yml', 'prod/extra.yaml', 'base/Kustomization']

/** Contents that a file may get: those of all files, other texts, and none at all. */
const contents = fc.oneof(
  fc.constantFrom(...Object.values(files)),
  fc.constantFrom('', 'a: [', 'resources: [extra.yaml]\n', 'a=2\n', 'commonLabels: {a: b}\nresources: [../base]\n'),
  fc.constant(undefined),
)
const edits = fc.array(
  fc.record({ path: fc.constantFrom(...paths), content: contents, target: fc.constantFrom('prod', 'dev', 'base') }),
  { minLength: 1, maxLength: 20 },
)

/** All that a build tells: its result without the promise of plain data, or its error. */
async function outcome(run: Promise<BuildResult>): Promise<unknown> {
  try {
    const { yaml, warnings, files: accesses } = await run
    return { yaml, warnings, accesses }
  } catch (error) {
    if (!(error instanceof KustError)) throw error
    const { code, message, file, line, column, frame, chain } = error
    return { code, message, file, line, column, frame, chain }
  }
}

/** A file system whose files change between builds. */
function changing(): { fileSystem: FileSystem; files: Record<string, string> } {
  const present = { ...files }
  const fileSystem: FileSystem = {
    workingDirectory: '/',
    resolve: (path) => memoryFileSystem(present).resolve(path),
    readFile: (path) => memoryFileSystem(present).readFile(path),
  }
  return { fileSystem, files: present }
}

test.each([64_000_000, 500])(
  'after any edits a kept engine says what a new one says (%i bytes kept)',
  async (keptBytes) => {
    await fc.assert(
      fc.asyncProperty(edits, async (steps) => {
        const { fileSystem, files: present } = changing()
        const engine = createEngine({ fileSystem, keptBytes })
        for (const { path, content, target } of steps) {
          if (content === undefined) delete present[path]
          else present[path] = content
          expect(await outcome(engine.build(target))).toEqual(await outcome(build(target, { fileSystem })))
        }
        // And all back to where it was.
        for (const path of paths) delete present[path]
        Object.assign(present, files)
        for (const target of ['prod', 'dev']) {
          expect(await outcome(engine.build(target))).toEqual(await outcome(build(target, { fileSystem })))
        }
      }),
      { numRuns: 60 },
    )
  },
)

test('a file that has not changed is not decoded again', async () => {
  const { fileSystem, files: present } = changing()
  const engine = createEngine({ fileSystem })
  await engine.build('shared')
  const decode = vi.spyOn(TextDecoder.prototype, 'decode')
  await engine.build('shared')
  expect(decode).not.toHaveBeenCalled()
  present['shared/service.yaml'] += '# changed\n'
  await engine.build('shared')
  expect(decode).toHaveBeenCalledTimes(1)
  decode.mockRestore()
})
