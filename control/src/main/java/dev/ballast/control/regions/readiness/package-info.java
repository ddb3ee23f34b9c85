// SPDX-License-Identifier: Apache-2.0
/** Whether a region may be taken out or given back, rule by rule, with the numbers. */
@NullMarked
package dev.ballast.control.regions.readiness;

import org.jspecify.annotations.NullMarked;
