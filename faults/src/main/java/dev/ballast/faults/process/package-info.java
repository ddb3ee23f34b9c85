// SPDX-License-Identifier: Apache-2.0
/** Processes: killed, or stopped with all below them. */
@NullMarked
package dev.ballast.faults.process;

import org.jspecify.annotations.NullMarked;
