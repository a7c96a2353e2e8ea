import { describe, expect, it } from "vitest"
import { formatHelp, parseRequest } from "../../src/host/cli/arguments.ts"

describe("parseRequest", () => {
  it("reads a command, its folder and its options", () => {
    expect(parseRequest(["check", "backend", "--preset", "strict", "--rule", "require-auth", "--rule=no-blocking-call"])).toEqual({
      command: "check",
      folder: "backend",
      options: { preset: ["strict"], rule: ["require-auth", "no-blocking-call"] },
    })
    expect(parseRequest(["routes", "--format", "json"])).toMatchObject({ command: "routes", folder: "." })
  })

  it("reads the requests for help and version", () => {
    expect(parseRequest(["--help"])).toMatchObject({ command: "help", folder: "" })
    expect(parseRequest(["help", "check"])).toMatchObject({ command: "help", folder: "check" })
    expect(parseRequest(["routes", "-h"])).toMatchObject({ command: "help", folder: "routes" })
    expect(parseRequest(["-v"])).toMatchObject({ command: "version" })
  })

  it.each([
    [["chekc"], /Unknown command "chekc"\. Did you mean "check"\?/u],
    [["lint"], /Unknown command "lint"\. There are check and routes\./u],
    [[], /Say what to do/u],
    [["check", "--fromat", "json"], /Unknown option "--fromat"\. Did you mean "--format"\?/u],
    [["routes", "--preset", "strict"], /Unknown option "--preset"/u],
    [["check", "--preset", "strct"], /Unknown preset "strct"\. Did you mean "strict"\? There are recommended, strict/u],
    [["routes", "--format", "stylish"], /Unknown format "stylish"\. There are table, json\./u],
    [["check", "--preset"], /argument missing/u],
    [["check", "api", "web"], /One folder at a time: "web" is too many/u],
  ])("refuses %j", (words, message) => {
    expect(() => parseRequest(words)).toThrow(message)
  })
})

describe("formatHelp", () => {
  it("names every option of a command", () => {
    for (const option of ["--preset", "--rule", "--format", "--public", "--guard", "--validator", "--ignore", "--no-color"]) {
      expect(formatHelp("check")).toContain(`  ${option}`)
    }
    expect(formatHelp("routes")).not.toContain("--preset")
  })
})
