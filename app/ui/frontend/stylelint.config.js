const rawLength = "/(^|[\\s(,-])\\d*\\.?\\d+(rem|em|px|pt|ms|s|ch)\\b/";
const rawColour = "/#[0-9a-f]{3,8}\\b|\\b(rgb|hsl|oklch)a?\\(/i";

export default {
  extends: ["stylelint-config-standard"],
  rules: {
    "declaration-no-important": true,
    "selector-max-id": 0,
    "selector-max-type": [2, { message: "Name the part instead of chaining tags." }],
    "selector-class-pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    "declaration-property-value-disallowed-list": { "/^(?!--)/": [rawLength, rawColour] },
    "custom-property-empty-line-before": null,
    "no-descending-specificity": null,
    "property-no-vendor-prefix": null,
    "import-notation": "string",
  },
  overrides: [
    {
      // Some names in an editor are its library's.
      files: ["src/styles/components/rich.css"],
      rules: { "selector-class-pattern": null },
    },
    {
      // Text that authors write comes as bare tags: here, chains are all there is.
      files: ["src/styles/components/prose.css"],
      rules: { "selector-max-type": 3 },
    },
    {
      files: ["src/styles/tokens/*.css", "src/styles/font.css"],
      rules: { "declaration-property-value-disallowed-list": null },
    },
  ],
};
