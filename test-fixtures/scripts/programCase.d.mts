import type { CaseFolder } from './caseFolder.mjs'

export interface ChartServers {
  readonly repository: string
  readonly registry: string
}

export interface Copy {
  readonly root: string
  readonly flags: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly mask: (text: string) => string
}

export declare const charts: string
export declare function readProgramCases(): CaseFolder[]
export declare function withCopy<T>(
  testCase: CaseFolder,
  servers: ChartServers,
  work: (copy: Copy) => Promise<T>,
): Promise<T>
export declare function withEnvironment<T>(
  variables: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T>
export declare function recorded(testCase: CaseFolder, name: string): string | undefined
