import { describe, expect, it } from "vitest"
import { readSettings } from "../../src/host/settings.ts"

describe("readSettings", () => {
  it("takes every setting, and leaves other plugins' alone", () => {
    const endpoint = {
      root: "backend", public: ["GET /status"], guards: ["requireMember"], validators: ["check"], ignore: ["src/legacy/**"],
    }
    expect(readSettings({ endpoint, react: { version: "detect" }, "import/resolver": "node" })).toEqual(endpoint)
    expect(readSettings({})).toEqual({})
  })

  it.each([
    [{ endpoint: { guard: ["requireMember"] } }, /`settings\.endpoint\.guard` is no setting.*Did you mean `guards`\?.*`root`, `public`/u],
    [{ endpoint: { colour: "red" } }, /`settings\.endpoint\.colour` is no setting of eslint-plugin-endpoint\. There are/u],
    [{ endpoint: { constructor: [] } }, /`settings\.endpoint\.constructor` is no setting/u],
    [{ endpoint: { guards: "requireMember" } }, /`settings\.endpoint\.guards` must be an array of strings, and is "requireMember"/u],
    [{ endpoint: { public: ["GET /status", 7] } }, /`settings\.endpoint\.public` must be an array of strings/u],
    [{ endpoint: { root: ["."] } }, /`settings\.endpoint\.root` must be a string/u],
    [{ endpoint: ["requireMember"] }, /`settings\.endpoint` must be an object/u],
    [{ endpoints: {} }, /`settings\["endpoints"\]` does nothing: write `settings\.endpoint`/u],
    [{ "endpoint/guards": [] }, /write `settings\.endpoint\.guards`/u],
    [{ guards: ["requireMember"] }, /`settings\.guards` does nothing: write it as `settings\.endpoint\.guards`/u],
  ])("refuses %j", (settings, message) => {
    expect(() => readSettings(settings)).toThrow(message)
  })

  it("throws an error whose stack, which ESLint prints, is only its words", () => {
    try {
      readSettings({ endpoint: { guard: [] } })
      expect.unreachable()
    } catch (error) {
      expect((error as Error).stack).toMatch(/^SettingsError: `settings\.endpoint\.guard`[^\n]*$/u)
    }
  })
})
