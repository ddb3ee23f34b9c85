// SPDX-License-Identifier: Apache-2.0
/** How long it takes to say who it was. */
@NullMarked
package dev.ballast.bench.diagnosis;

import org.jspecify.annotations.NullMarked;
