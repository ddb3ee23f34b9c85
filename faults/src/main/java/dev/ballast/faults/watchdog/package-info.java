// SPDX-License-Identifier: Apache-2.0
/** The process that heals when the agent no longer can. */
@NullMarked
package dev.ballast.faults.watchdog;

import org.jspecify.annotations.NullMarked;
