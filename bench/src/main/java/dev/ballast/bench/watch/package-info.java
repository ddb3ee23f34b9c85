// SPDX-License-Identifier: Apache-2.0
/** How well the live watch finds what is broken, and how seldom it errs. */
@NullMarked
package dev.ballast.bench.watch;

import org.jspecify.annotations.NullMarked;
