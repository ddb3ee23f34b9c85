// SPDX-License-Identifier: Apache-2.0
/**
 * Loaded into a JVM that runs already: its way in, and what changed methods call. Both are seen by
 * every class there; all that does the work is not.
 */
@NullMarked
package dev.ballast.jvm;

import org.jspecify.annotations.NullMarked;
