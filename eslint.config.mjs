import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.venv/**',
      '.cache/**',
      'lib/engine/assembly/**',
      'data/**',
      'my-lessons/**',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['lib/*/src/**/*.ts', 'notebooks/solutions/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // The compiler checks these too (scripts/tsconfig.json), and it knows which names exist.
    files: ['scripts/**/*.{mjs,cjs}', 'lib/*/scripts/**/*.{mjs,cjs}'],
    rules: { 'no-undef': 'off' },
  },
);
