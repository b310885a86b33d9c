/** Which package may import which, and which folder of the server which: the arrows of ARCHITECTURE.md. */
const from = (path) => ({ path, pathNot: '[.]test[.]ts$' });

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'engines-know-nobody',
      comment: 'asl, reader and extractor know nothing of each other, of the contract or of the server',
      severity: 'error',
      from: { path: '^packages/(asl|reader|extractor)/src' },
      to: { path: '^packages/', pathNot: '^packages/($1|layout)/' },
    },
    {
      name: 'layout-is-for-those-who-read',
      severity: 'error',
      from: { path: '^packages/(asl|contract|client)/src' },
      to: { path: '^packages/layout/' },
    },
    {
      name: 'layout-is-pure',
      comment: 'it also runs in browsers',
      severity: 'error',
      from: from('^packages/layout/src'),
      to: { pathNot: '^packages/layout/src' },
    },
    {
      name: 'extractor-is-pure',
      comment: 'only the parallel runner and its worker touch threads',
      severity: 'error',
      from: {
        path: '^packages/extractor/src',
        pathNot: '^packages/extractor/src/(parallel[.]ts|worker[.]ts|workers/|.*[.]test[.]ts)',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'asl-is-pure',
      comment: 'it also runs in browsers; only the program that runs recorded cases reads files',
      severity: 'error',
      from: { path: '^packages/asl/src', pathNot: '^packages/asl/src/(conformance/main[.]ts|testing/|.*[.]test[.]ts)' },
      to: { pathNot: ['^packages/asl/src', '^node_modules/jsonata'] },
    },
    {
      name: 'contract-imports-only-schemas',
      severity: 'error',
      from: from('^packages/contract/src'),
      to: { pathNot: ['^packages/contract/src', '^node_modules/typebox'] },
    },
    {
      name: 'client-has-no-runtime-dependency',
      severity: 'error',
      from: { path: '^packages/client/src', pathNot: '([.]test[.]ts$|/testing/)' },
      to: { pathNot: ['^packages/client/src'], dependencyTypesNot: ['type-only', 'core'] },
    },
    {
      name: 'black-box',
      comment: 'acceptance tests, examples and benchmarks of the service see it as a user does',
      severity: 'error',
      from: { path: '^(acceptance|examples)/' },
      to: { path: '^packages/(server|reader|extractor)/src' },
    },
    {
      name: 'edge-to-domain-to-database',
      comment: 'SQL knows no rules, rules know no HTTP',
      severity: 'error',
      from: from('^packages/server/src/db/'),
      to: { path: '^packages/server/src/(domain|http|jobs|auth|containers|start)/' },
    },
    {
      name: 'domain-knows-no-edge',
      severity: 'error',
      from: from('^packages/server/src/domain/'),
      to: { path: '^packages/server/src/(http|jobs|containers|start)/' },
    },
    {
      name: 'containers-know-an-engine-only',
      comment: 'neither rules nor tables nor routes: what to run is handed to them',
      severity: 'error',
      from: from('^packages/server/src/containers/'),
      to: { path: '^packages/server/src/(domain|db|http|jobs|auth|start)/' },
    },
    {
      name: 'routes-hold-no-sql',
      comment: 'types of the database may pass through',
      severity: 'error',
      from: from('^packages/server/src/http/routes/'),
      to: { path: '^packages/server/src/db/', pathNot: 'db/(database|schema)[.]ts$' },
    },
    {
      name: 'containers-know-no-service',
      comment: 'what runs containers knows neither what they are for nor where that is written down',
      severity: 'error',
      from: from('^packages/server/src/containers/'),
      to: { path: '^packages/server/src/(domain|db|http|jobs|auth|start)/' },
    },
    {
      name: 'nobody-imports-start',
      severity: 'error',
      from: { path: '^packages/server/src/', pathNot: '^packages/server/src/(start|testing)/' },
      to: { path: '^packages/server/src/start/' },
    },
    {
      name: 'no-unlisted-packages',
      comment: 'tests take their tools from the root',
      severity: 'error',
      from: { pathNot: '([.]test[.]ts$|/testing/|vitest[.]config[.]ts$)' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
