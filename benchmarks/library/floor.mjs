// The floor: how long JSON.parse and JSON.stringify take for the data of a build, beside the build itself.
import { inTurn, ratio } from '../measure.mjs'

/** @returns {Promise<{ build: object, json: object, ratio: number }>} warm times in this process */
export async function measureFloor({ build, memoryFileSystem }, files, target) {
  const fileSystem = memoryFileSystem(files)
  const { resources } = await build(target, { fileSystem })
  const json = JSON.stringify(resources.map(({ manifest }) => manifest))
  const buildOnce = async () => (await build(target, { fileSystem })).yaml
  const both = [time(buildOnce), time(() => JSON.stringify(JSON.parse(json)))]
  await inTurn(5, both)
  const [built, floor] = await inTurn(15, both)
  return { build: built, json: floor, ratio: ratio(built, floor) }
}

function time(work) {
  return async () => {
    const start = performance.now()
    await work()
    return performance.now() - start
  }
}
