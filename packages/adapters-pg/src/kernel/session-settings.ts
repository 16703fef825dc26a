/**
 * How every connection is set up. The statements here are short, so compiling them to machine code costs more than it
 * gives. And they look rows up by an index and join by looking up again, also those that were prepared while their tables
 * were small and reading one whole was cheap.
 */
export const SESSION_SETTINGS: readonly string[] = [
  'TimeZone=UTC',
  'jit=off',
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  // What is looked up is in memory or on a disk without a head to move.
  'random_page_cost=1.1',
]
