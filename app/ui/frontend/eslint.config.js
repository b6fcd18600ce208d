import tseslint from "typescript-eslint";

/* A floor imports only the floors below it: lib, then elements, then features, then entries. */
const above = {
  lib: ["elements", "features", "entries"],
  elements: ["features", "entries"],
  features: ["entries"],
};

const floors = Object.entries(above).map(([floor, names]) => ({
  files: [`src/${floor}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      { patterns: [{ group: names.map((name) => `**/${name}/**`), message: `${floor} may not import a floor above it.` }] },
    ],
  },
}));

const innerHtml = {
  selector: "AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/], CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe)$/]",
  message: "HTML goes through lib/dom.ts.",
};
const classes = { selector: "ClassDeclaration", message: "Classes are for custom elements, in elements/." };
const defaults = { selector: "ExportDefaultDeclaration", message: "Name what you export." };

export default tseslint.config(
  { ignores: ["node_modules"] },
  {
    files: ["src/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "max-lines": ["error", 200],
      "no-restricted-syntax": ["error", innerHtml, classes, defaults],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  { files: ["src/elements/**/*.ts"], rules: { "no-restricted-syntax": ["error", innerHtml, defaults] } },
  { files: ["src/lib/dom.ts"], rules: { "no-restricted-syntax": ["error", classes, defaults] } },
  ...floors,
);
