import { overlay } from '@kust/vitest'
import { expect, test } from 'vitest'

test.each(['overlays/staging', 'overlays/production'])('%s', async (dir) => {
  await expect(overlay(dir)).toMatchGolden()
})
