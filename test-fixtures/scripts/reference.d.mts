export interface ReferenceAnswer {
  readonly exitCode: number
  readonly stdout: Buffer
  readonly stderr: string
}

export declare function referenceKubectl(): string
export declare function referenceHelm(): string
export declare function runReference(
  directory: string,
  target: string,
  flags?: readonly string[],
  options?: { readonly env?: Readonly<Record<string, string>>; readonly program?: string | undefined },
): Promise<ReferenceAnswer>
