/** The import rules of ARCHITECTURE.md, checked by `npm run lint`. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Imports run downwards only.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'neural-knows-nobody',
      comment: 'The learning core imports nothing of the rest of the product and no framework.',
      severity: 'error',
      from: { path: '^src/neural/' },
      to: { path: ['^src/(?!neural/)', 'node_modules/(@nestjs|@apollo|typeorm|pg|pg-boss)/'] },
    },
    {
      name: 'images-know-only-neural',
      comment: 'Picture handling is pure: no database, no transport.',
      severity: 'error',
      from: { path: '^src/images/' },
      to: { path: ['^src/(?!images/|neural/)', 'node_modules/(@nestjs|@apollo|typeorm|pg|pg-boss)/'] },
    },
    {
      name: 'resolvers-do-not-touch-repositories',
      comment: 'A resolver talks to services; entities and database access stay behind them.',
      severity: 'error',
      from: { path: '\\.resolver\\.ts$' },
      to: { path: ['\\.repository\\.ts$', '^src/database/', 'node_modules/(typeorm|@nestjs/typeorm|pg)/'] },
    },
    {
      name: 'features-do-not-import-internals',
      comment:
        "A feature may use another feature's services and types, never its repositories, resolvers or jobs.",
      severity: 'error',
      from: { path: '^src/(catalog|persons|try-on|evaluation|access)/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^src/(catalog|persons|try-on|evaluation|access)/.*\\.(repository|resolver|job|controller)\\.ts$',
        pathNot: '^src/$1/',
      },
    },
    {
      name: 'platform-does-not-know-features',
      comment:
        'Storage, database, jobs, configuration, models and inference serve every feature and know none.',
      severity: 'error',
      from: { path: '^src/(storage|jobs|config|inference|models|logging)/' },
      to: { path: '^src/(catalog|persons|try-on|evaluation|access|health)/' },
    },
    {
      name: 'not-to-dev-dependencies',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.spec\\.ts$|/testing/)' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
