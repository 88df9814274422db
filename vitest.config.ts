import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['kust-source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['kust-source', 'node', 'import', 'default'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'test-fixtures/src/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
