// SPDX-License-Identifier: Apache-2.0
/** What heals, written down before anything is broken, so that others can do it. */
@NullMarked
package dev.ballast.faults.undo;

import org.jspecify.annotations.NullMarked;
