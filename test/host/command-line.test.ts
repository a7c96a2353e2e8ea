import { describe, expect, it } from "vitest"
import { parseCommandLine } from "../../src/host/cli/command-line.ts"

const help = (command: string): string => {
  const request = parseCommandLine([command, "--help"])
  return request.command === "print" ? request.text : ""
}

describe("parseCommandLine", () => {
  it("reads a command, its folder and its options", () => {
    expect(parseCommandLine(["check", "backend", "--preset", "strict", "--rule", "endpoint/require-auth", "--rule=no-blocking-call"])).toEqual({
      command: "check",
      folder: "backend",
      options: { color: true, format: "stylish", preset: "strict", rule: ["require-auth", "no-blocking-call"] },
    })
    expect(parseCommandLine(["routes", "--format", "json", "--no-color"])).toEqual({
      command: "routes", folder: ".", options: { color: false, format: "json", link: "vscode://file{path}:{line}", sort: "path" },
    })
  })

  it.each([
    [["chekc"], "Unknown command 'chekc'\n(Did you mean check?)"],
    [["lint"], "Unknown command 'lint'"],
    [["check", "--presett", "all"], "Unknown option '--presett'\n(Did you mean --preset?)"],
    [["routes", "--preset", "strict"], "Unknown option '--preset'"],
    [["check", "--preset"], "Option '--preset <name>' argument missing"],
    [["check", "--preset", "al"], "Option '--preset <name>' argument 'al' is invalid. Did you mean \"all\"? There are recommended, strict, security, performance, all."],
    [["routes", "--format", "stylish"], "Option '--format <name>' argument 'stylish' is invalid. There are "],
    [["check", "--rule", "require-auht"], "Option '--rule <name>' argument 'require-auht' is invalid. Did you mean \"require-auth\"?"],
    [["check", "api", "web"], "Too many arguments for 'check'. Expected 1 argument but got 2."],
    [[], "Usage: eslint-plugin-endpoint [options] [command]"],
  ])("refuses %j", (words, message) => {
    expect(() => parseCommandLine(words)).toThrow(message)
  })

  it("describes every option of a command and no other", () => {
    for (const option of ["--preset", "--rule", "--format", "--allow-empty", "--public", "--guard", "--validator", "--ignore", "--no-color"]) {
      expect(help("check")).toContain(`\n  ${option} `)
    }
    expect(help("routes")).not.toContain("--preset")
  })
})
