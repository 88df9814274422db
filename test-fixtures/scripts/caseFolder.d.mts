export declare const fixtures: string

export type Variant = 'crlf' | 'bom'
export type Tree = Map<string, Uint8Array>

/** What a `case.json` may say. */
export interface CaseSettings {
  readonly target?: string
  readonly flags?: readonly string[]
  readonly note?: string
  /** Symbolic links: path in the tree -> what it points to. */
  readonly links?: Readonly<Record<string, string>>
  /** Files that git would not keep as they are. */
  readonly files?: Readonly<Record<string, { readonly base64: string }>>
  /** The input tree, when it is not `in/`: a path from the case's folder. */
  readonly root?: string
  /** `{{ROOT}}` in the input files stands for the absolute path of the tree. */
  readonly rootToken?: boolean
  /** The mistake is in the command line, so only a command line can make it. */
  readonly commandLine?: boolean
  /** Variables of the environment, where programs are run. */
  readonly env?: Readonly<Record<string, string>>
  /** Names something on a network. */
  readonly remote?: boolean
  /** The reference's own words hang on the machine; only the refusal counts. */
  readonly unstableText?: boolean
  /** For a case of `localize`: its other arguments. */
  readonly scope?: string
  readonly destination?: string
  /** Written by the recorder: which variants of the tree the reference answers alike. */
  readonly variants?: Readonly<Record<Variant, boolean>>
}

export interface CaseFolder {
  readonly name: string
  readonly folder: string
  readonly settings: CaseSettings
  readonly input: string
  readonly target: string
  readonly flags: readonly string[]
  readonly links: Readonly<Record<string, string>>
  readonly inPlace: boolean
}

export type Shelf = 'cases' | 'errors' | 'functions' | 'helm' | 'localize' | 'remote'

export declare function readCases(shelf: Shelf): CaseFolder[]
export declare function readTree(testCase: CaseFolder): Tree
export declare function treeAt(testCase: CaseFolder, tree: Tree, root: string): Tree
export declare function writeTree(tree: Tree, links: Readonly<Record<string, string>>, directory: string): void
export declare function variantOf(tree: Tree, variant: Variant): Tree
