// SPDX-License-Identifier: Apache-2.0
/** Who may write: epochs that only grow, leases by monotonic clocks, and what refuses the rest. */
@NullMarked
package dev.ballast.control.regions.tenure;

import org.jspecify.annotations.NullMarked;
