#pragma once

// Before a function that is called once, such as one that makes an entry of a table: compiled to be small. What such a function
// takes to run nobody notices, but each of its strings and lists is code that a page has to load.
#if defined(__clang__)
#define METARL_ONCE __attribute__((minsize))
#else
#define METARL_ONCE
#endif
