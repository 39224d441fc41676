/* oxlint-disable unicorn/no-empty-file -- the least that Node can run */
