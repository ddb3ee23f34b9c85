// SPDX-License-Identifier: Apache-2.0
/** What is seen of the running system, in money: its composed availability, its error budgets. */
@NullMarked
package dev.ballast.control.cost.live;

import org.jspecify.annotations.NullMarked;
