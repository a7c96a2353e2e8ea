/**
 * Calls that block the event loop until they are done. Names are of what is called: `fs.readFileSync`.
 *
 * Sources: Node's documentation (https://nodejs.org/api/fs.html#synchronous-api and the pages of child_process, crypto,
 * zlib, sqlite) as of @types/node 26.6.6 and Node 20.20; the packages' own exports, versions in README.md.
 *
 * @module
 */
import type { Row, Table } from "./table.ts"

/** What is known of a blocking call. */
export interface BlockingNote {
  /** What to use instead, in words that fit after "Use". */
  readonly instead: string
  /**
   * `high`: input and output, processes, key derivation: often far over 10 ms. `medium`: a short system call, or time
   * that grows with the data. `low`: a fast computation.
   */
  readonly severity: "high" | "medium" | "low"
  /** A replacement that takes the same arguments and gives a promise of the same result. */
  readonly fix?: Fix
  /** Called with at least so many arguments it takes a callback, and does not block. */
  readonly asyncFrom?: number
  /**
   * It blocks only where the receiver was made with this value as its first argument. Where that cannot be seen, an
   * awaited call is the asynchronous form.
   */
  readonly madeWith?: string
}

/** `promises`: `await fs.promises.readFile(...)`; `sibling`: `await bcrypt.hash(...)`, a member of the same object. */
export interface Fix {
  readonly kind: "promises" | "sibling"
  /** Name of the asynchronous function. */
  readonly to: string
}

/** Synchronous fs functions whose counterpart in `fs.promises` has the same arguments and result. */
const FS_READ_AND_WRITE = [
  "readFile", "writeFile", "appendFile", "readdir", "cp", "copyFile", "rm", "rmdir", "mkdir", "mkdtemp", "realpath",
]
const FS_SYSTEM_CALLS = [
  "access", "stat", "lstat", "statfs", "chmod", "chown", "lchmod", "lchown", "truncate", "utimes", "lutimes", "link",
  "symlink", "readlink", "rename", "unlink",
]

function fileCalls(names: readonly string[], severity: BlockingNote["severity"]): Row<BlockingNote>[] {
  return names.flatMap((to): Row<BlockingNote>[] => [
    {
      name: `{fs,graceful-fs}.${to}Sync`,
      severity, instead: `\`await fs.promises.${to}()\``, fix: { kind: "promises", to },
    },
    { name: `fs-extra.${to}Sync`, severity, instead: `\`await fse.${to}()\``, fix: { kind: "sibling", to } },
  ])
}

function siblings(
  owner: string, names: readonly string[], severity: BlockingNote["severity"] = "high",
): Row<BlockingNote>[] {
  return names.map((to) => ({
    name: `${owner}.${to}Sync`, severity,
    instead: `\`await ${to}()\` of the same package`, fix: { kind: "sibling", to },
  }))
}

const FS_EXTRA = [
  "copy", "emptyDir", "emptydir", "createFile", "ensureFile", "createLink", "ensureLink", "createSymlink",
  "ensureSymlink", "readJson", "readJSON", "writeJson", "writeJSON", "outputJson", "outputJSON", "outputFile", "mkdirs",
  "mkdirp", "ensureDir", "move", "pathExists", "remove",
]

const SHELL = "cat,cd,chmod,cmd,cp,find,grep,head,ln,ls,mkdir,mv,rm,sed,sort,tail,test,touch,uniq,which"
const ZLIB = "deflate,deflateRaw,inflate,inflateRaw,gzip,gunzip,unzip,brotliCompress,brotliDecompress,zstdCompress,"
  + "zstdDecompress"
const FS_MODULES = "{fs,graceful-fs,fs-extra}"
const FSYNC = "fsyncSync,fdatasyncSync,ftruncateSync,futimesSync,fchmodSync,fchownSync,fstatSync,closeSync"

const fileSystem: Table<BlockingNote> = [
  ...fileCalls(FS_READ_AND_WRITE, "high"),
  ...fileCalls(FS_SYSTEM_CALLS, "medium"),
  // existsSync has no counterpart of the same shape: access rejects.
  { name: `${FS_MODULES}.existsSync`, severity: "medium", instead: "`await fs.promises.access()`" },
  { name: `${FS_MODULES}.realpathSync.native`, severity: "high", instead: "`await fs.promises.realpath()`" },
  { name: `${FS_MODULES}.opendirSync`, severity: "high", instead: "`await fs.promises.opendir()`" },
  { name: "fs.opendirSync().{readSync,closeSync}", severity: "high", instead: "`for await` over the directory" },
  { name: `${FS_MODULES}.openSync`, severity: "high", instead: "`await fs.promises.open()`" },
  { name: `${FS_MODULES}.globSync`, severity: "high", instead: "`for await (const file of fs.promises.glob())`" },
  { name: `${FS_MODULES}.mkdtempDisposableSync`, severity: "high", instead: "`await fs.promises.mkdtempDisposable()`" },
  {
    name: `${FS_MODULES}.{readSync,writeSync,readvSync,writevSync}`, severity: "high",
    instead: "the `FileHandle` of `await fs.promises.open()`",
  },
  { name: `${FS_MODULES}.{${FSYNC}}`, severity: "medium", instead: "the `FileHandle` of `await fs.promises.open()`" },
  ...siblings("fs-extra", FS_EXTRA),
  ...siblings("jsonfile", ["readFile", "writeFile"]),
  { name: "process.loadEnvFile", severity: "medium", instead: "a call at start-up" },
]

const processes: Table<BlockingNote> = [
  { name: "child_process.execSync", severity: "high", instead: "`await util.promisify(exec)()`" },
  { name: "child_process.execFileSync", severity: "high", instead: "`await util.promisify(execFile)()`" },
  { name: "{child_process,cross-spawn}.spawnSync", severity: "high", instead: "`spawn()`" },
  { name: "cross-spawn.sync", severity: "high", instead: "`spawn()`" },
  { name: "execa.execaSync", severity: "high", instead: "`await execa()`", fix: { kind: "sibling", to: "execa" } },
  { name: "execa.{sync,$.sync}", severity: "high", instead: "`await execa()`" },
  { name: "execa.execaNode.sync", severity: "high", instead: "`await execaNode()`" },
  { name: "execa.{execaCommandSync,commandSync}", severity: "high", instead: "`await execaCommand()`" },
  { name: "zx.$.sync", severity: "high", instead: "``await $`…` ``" },
  { name: `shelljs.{${SHELL}}`, severity: "high", instead: "`fs.promises`, or `execa`" },
  { name: "shelljs.exec", severity: "high", instead: "`await execa()`", asyncFrom: 2 },
  { name: "Bun.spawnSync", severity: "high", instead: "`Bun.spawn()`" },
]

const passwordsAndKeys: Table<BlockingNote> = [
  { name: "crypto.pbkdf2Sync", severity: "high", instead: "`await util.promisify(crypto.pbkdf2)()`" },
  { name: "crypto.scryptSync", severity: "high", instead: "`await util.promisify(crypto.scrypt)()`" },
  { name: "crypto.argon2Sync", severity: "high", instead: "`await util.promisify(crypto.argon2)()`" },
  { name: "crypto.generateKeyPairSync", severity: "high", instead: "`await util.promisify(crypto.generateKeyPair)()`" },
  {
    name: "crypto.{generatePrimeSync,checkPrimeSync}", severity: "high",
    instead: "`crypto.generatePrime()` and `crypto.checkPrime()` with a callback",
  },
  { name: "crypto.createDiffieHellman", severity: "medium", instead: "`crypto.getDiffieHellman()` with a fixed group" },
  { name: "crypto.{hkdfSync,generateKeySync,randomFillSync}", severity: "low", instead: "its form with a callback" },
  { name: "crypto.randomBytes", severity: "low", instead: "its form with a callback", asyncFrom: 2 },
  { name: "crypto.randomInt", severity: "low", instead: "its form with a callback", asyncFrom: 3 },
  ...siblings("{bcrypt,bcryptjs}", ["hash", "compare"]),
  ...siblings("@node-rs/bcrypt", ["hash", "compare", "verify"]),
  // A salt is random bytes.
  ...siblings("{bcrypt,bcryptjs,@node-rs/bcrypt}", ["genSalt"], "low"),
  ...siblings("@node-rs/argon2", ["hash", "hashRaw", "verify"]),
  { name: "pbkdf2.pbkdf2Sync", severity: "high", instead: "`pbkdf2()` with a callback" },
  { name: "scrypt-js.syncScrypt", severity: "high", instead: "`await scrypt()`" },
  { name: "crypto-js.PBKDF2", severity: "high", instead: "`await util.promisify(crypto.pbkdf2)()`" },
  ...siblings("Bun.password", ["hash", "verify"]),
]

const data: Table<BlockingNote> = [
  ...ZLIB.split(",").map((to): Row<BlockingNote> => ({
    name: `zlib.${to}Sync`, severity: "high", instead: `\`await util.promisify(zlib.${to})()\`, or a stream`,
  })),
  {
    name: "fflate.{zipSync,unzipSync,gzipSync,gunzipSync,zlibSync,unzlibSync,deflateSync,inflateSync,compressSync,"
      + "decompressSync}",
    severity: "medium", instead: "its form with a callback",
  },
  {
    name: "adm-zip().{extractAllTo,extractEntryTo,addLocalFile,addLocalFolder,writeZip,toBuffer,readFile,readAsText}",
    severity: "high", instead: "its `Async` or `Promise` form, or `yauzl`",
  },
  { name: "csv-parse/sync.parse", severity: "medium", instead: "the stream of `csv-parse`" },
  { name: "csv-stringify/sync.stringify", severity: "medium", instead: "the stream of `csv-stringify`" },
  { name: "xlsx.{readFile,writeFile,writeFileSync}", severity: "high", instead: "a worker thread, or `exceljs`" },
  { name: "sass.{renderSync,compile,compileString}", severity: "medium", instead: "`await sass.compileAsync()`" },
  { name: "esbuild.{buildSync,transformSync}", severity: "high", instead: "`await esbuild.build()` or `transform()`" },
  { name: "pngjs.PNG.sync.{read,write}", severity: "medium", instead: "the stream of `PNG`" },
]

const searching: Table<BlockingNote> = [
  ...siblings("{glob,fast-glob,tinyglobby}", ["glob"]),
  ...siblings("globby", ["globby"]),
  { name: "{glob,fast-glob,globby,rimraf,mkdirp,find-up,which,resolve,del}.sync", severity: "high",
    instead: "its asynchronous form" },
  ...siblings("rimraf", ["rimraf"]),
  ...siblings("mkdirp", ["mkdirp"]),
  ...siblings("find-up", ["findUp"]),
  { name: "klaw-sync", severity: "high", instead: "`klaw`" },
  { name: "write-file-atomic.sync", severity: "high", instead: "`await writeFileAtomic()`" },
  { name: "tmp.{fileSync,dirSync,tmpNameSync}", severity: "high", instead: "its form with a callback" },
  ...siblings("proper-lockfile", ["lock", "unlock", "check"]),
]

const waiting: Table<BlockingNote> = [
  { name: "Atomics.wait", severity: "high", instead: "`await Atomics.waitAsync().value`" },
  { name: "sync-fetch", severity: "high", instead: "`await fetch()`" },
  { name: "sync-request", severity: "high", instead: "`await fetch()`" },
  { name: "{deasync.loopWhile,deasync.sleep,deasync.runLoopOnce,deasync()}", severity: "high", instead: "`await`" },
  { name: "synckit.createSyncFn()", severity: "high", instead: "the asynchronous function" },
  { name: "{sleep-sync,system-sleep,atomic-sleep}", severity: "high", instead: "`await timers/promises.setTimeout()`" },
  { name: "{prompt-sync(),readline-sync.question}", severity: "high", instead: "`readline/promises`" },
  { name: "v8.writeHeapSnapshot", severity: "high", instead: "`v8.getHeapSnapshot()`, away from requests" },
]

/** lowdb 1.0.0 and 7.0.1, read from their sources: both write the whole file as JSON each time. */
const databases: Table<BlockingNote> = [
  {
    name: "lowdb().**.{read,write}", severity: "high", madeWith: "lowdb/adapters/FileSync()",
    instead: "the `FileAsync` adapter and `await`",
  },
  { name: "lowdb.LowSync().{read,write,update}", severity: "high", instead: "`Low` with `JSONFile` and `await`" },
  {
    name: "{lowdb/node,lowdb}.{JSONFileSync(),TextFileSync(),DataFileSync(),JSONFileSyncPreset()}.{read,write,update}",
    severity: "high", instead: "`JSONFile` and `await`",
  },
  {
    name: "{better-sqlite3(),libsql()}.prepare().**.{run,get,all,iterate}", severity: "medium",
    instead: "a worker thread, or an asynchronous client",
  },
  {
    name: "{better-sqlite3(),libsql()}.{exec,pragma,transaction()}", severity: "medium",
    instead: "a worker thread, or an asynchronous client",
  },
  {
    name: "{sqlite,node:sqlite}.DatabaseSync().{exec,prepare().run,prepare().get,prepare().all,prepare().iterate}",
    severity: "medium", instead: "a worker thread, or an asynchronous client",
  },
]

const DENO = "readFile,readTextFile,writeFile,writeTextFile,readDir,stat,lstat,mkdir,remove,rename,copyFile,open,"
  + "makeTempDir,makeTempFile,realPath,truncate"

const runtimes: Table<BlockingNote> = [
  ...DENO.split(",").map((to): Row<BlockingNote> => ({
    name: `Deno.${to}Sync`, severity: "high", instead: `\`await Deno.${to}()\``, fix: { kind: "sibling", to },
  })),
  { name: "{Bun.gzipSync,Bun.gunzipSync,Bun.deflateSync,Bun.inflateSync}", severity: "medium", instead: "a stream" },
]

/** Canonical name of a called function -> why and how to avoid it. `validateSync` and its like are no part of it. */
export const blocking: Table<BlockingNote> = [
  ...fileSystem, ...processes, ...passwordsAndKeys, ...data, ...searching, ...waiting, ...databases, ...runtimes,
]
