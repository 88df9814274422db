export function runReference(
  directory: string,
  target: string,
  flags?: readonly string[],
): Promise<{ exitCode: number; stdout: Buffer; stderr: string }>
