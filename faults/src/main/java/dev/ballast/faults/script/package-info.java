// SPDX-License-Identifier: Apache-2.0
/** Faults that only their owner knows how to do. */
@NullMarked
package dev.ballast.faults.script;

import org.jspecify.annotations.NullMarked;
