import js from "@eslint/js"
import eslintPlugin from "eslint-plugin-eslint-plugin"
import { defineConfig, globalIgnores } from "eslint/config"
import typescript from "typescript-eslint"

export default defineConfig([
  globalIgnores(["dist/", "coverage/", ".cache/", "fixtures/*/", "docs/"]),
  js.configs.recommended,
  {
    name: "typescript",
    files: ["**/*.{ts,tsx}"],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // The kinds of syntax nodes are an enum that every parser writes as text.
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      // Objects here are records of functions, which use no `this`.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    name: "scripts",
    files: ["**/*.{js,mjs}"],
    languageOptions: { globals: { console: "readonly", process: "readonly", setTimeout: "readonly", URL: "readonly" } },
  },
  {
    name: "eslint rules",
    files: ["src/host/eslint/rules.ts", "src/index.ts"],
    extends: [eslintPlugin.configs.recommended],
  },
])
