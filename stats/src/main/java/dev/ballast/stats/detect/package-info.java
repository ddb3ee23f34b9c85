// SPDX-License-Identifier: Apache-2.0
/** Finding what is unlike the rest of a series. */
@NullMarked
package dev.ballast.stats.detect;

import org.jspecify.annotations.NullMarked;
