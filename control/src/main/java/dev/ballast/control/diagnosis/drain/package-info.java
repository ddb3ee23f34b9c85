// SPDX-License-Identifier: Apache-2.0
/** Log lines to templates: Drain with masking, bounded in memory. */
@NullMarked
package dev.ballast.control.diagnosis.drain;

import org.jspecify.annotations.NullMarked;
