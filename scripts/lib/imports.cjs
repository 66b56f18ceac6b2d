// The rules for dependency-cruiser, made of scripts/layers.cjs. Imports of types count like any other.
'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { arrows, forTests, layers, plain } = require('../layers.cjs');

const tests = '\\.test\\.ts$|/testing(/|\\.ts$)';
const scripts = '^(scripts|lib/[^/]+/scripts)/';
// npm run site puts these into the bundle of the worker; it stands in for modules of Node, and searches the book, with packages that only it installs.
const bundled = '^site:';
const standins = '^scripts/site/(standins/|page/book\\.mjs$)';
const inside = '^lib/[^/]+/(src|dist)/';
const names = new Map(Object.keys(arrows).map((path) => [nameOf(path), path]));

/**
 * @param {string} name of the rule, which a violation shows
 * @param {object} from
 * @param {object} to
 */
const forbid = (name, from, to) => ({ name, severity: 'error', from, to });

/** @param {string} path of a package */
function manifestOf(path) {
  try {
    return JSON.parse(readFileSync(join(process.cwd(), path, 'package.json'), 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return {};
    throw error;
  }
}

/** @param {string} path */
function nameOf(path) {
  return manifestOf(path).name;
}

/**
 * Packages of ours outside a list.
 * @param {string} path   of the package that imports
 * @param {string[]} list of those that it may import
 */
const others = (path, list) => ({ path: '^lib/', pathNot: `^(${[path, ...list].join('|')})/` });

const packageRules = Object.entries(arrows).flatMap(([path, allowed]) => {
  const needs = Object.keys(manifestOf(path).dependencies ?? {}).flatMap((name) => names.get(name) ?? []);
  const besides = forTests[path] ?? [];
  return [
    forbid(
      `${path} imports ${allowed.join(', ') || 'no package of ours'}`,
      { path: `^${path}/src/`, pathNot: tests },
      others(path, allowed),
    ),
    forbid(
      `${path}: its tests import ${[...allowed, ...besides].join(', ') || 'no package of ours'}`,
      { path: `^${path}/src/` },
      others(path, [...allowed, ...besides]),
    ),
    forbid(
      `${path} names the packages of ours that it needs in its package.json`,
      { path: `^${path}/src/`, pathNot: tests },
      { ...others(path, needs), dependencyTypesNot: ['type-only'] },
    ),
  ];
});

const layerRules = Object.entries(layers).flatMap(([path, rows]) =>
  rows.flatMap((row, i) =>
    row.map((folder) => {
      const above = [...row.filter((other) => other !== folder), ...rows.slice(i + 1).flat()];
      return forbid(
        `${path}: ${folder} imports itself and what lies below`,
        { path: `^${path}/src/${folder}/`, pathNot: tests },
        { path: [...above.map((name) => `^${path}/src/${name}/`), `^${path}/src/[^/]+$`] },
      );
    }),
  ),
);

module.exports = {
  forbidden: [
    ...packageRules,
    ...layerRules,
    forbid('no circles', { path: '^(lib|scripts)/' }, { circular: true }),
    forbid(
      'a package is imported by its name',
      { path: '^lib/([^/]+)/src/' },
      { path: inside, pathNot: '^lib/$1/', dependencyTypes: ['local'] },
    ),
    forbid(
      'scripts use what packages export',
      { path: scripts },
      { path: inside, dependencyTypes: ['local'], dependencyTypesNot: ['aliased-workspace'] },
    ),
    forbid('packages know nothing of scripts', { path: '^lib/[^/]+/src/', pathNot: tests }, { path: scripts }),
    forbid(
      'only tests use what is there for tests',
      { path: '^lib/[^/]+/src/', pathNot: tests },
      { path: ['^lib/[^/]+/src/testing/', '^lib/[^/]+/src/[^/]+/testing/'] },
    ),
    forbid('no tensors in plain packages', { path: `^(${plain.join('|')})/src/` }, { path: '@tensorflow/' }),
    forbid(
      'what a package needs when it runs stands in its package.json',
      { path: '^lib/[^/]+/src/', pathNot: tests },
      {
        pathNot: bundled,
        dependencyTypes: ['npm-no-pkg', 'npm-dev', 'unknown'],
        dependencyTypesNot: ['type-only', 'npm-peer'],
      },
    ),
    forbid(
      'every import is found',
      { path: '^(lib|scripts)/', pathNot: standins },
      { pathNot: bundled, couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
