// SPDX-License-Identifier: Apache-2.0
/** An incident told afterwards: what happened, why, and what is to be done, with its evidence. */
@NullMarked
package dev.ballast.control.incident.postmortem;

import org.jspecify.annotations.NullMarked;
