// SPDX-License-Identifier: Apache-2.0
/** What was about to be done, on disk before it was done. */
@NullMarked
package dev.ballast.faults.journal;

import org.jspecify.annotations.NullMarked;
