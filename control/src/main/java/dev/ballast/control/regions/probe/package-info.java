// SPDX-License-Identifier: Apache-2.0
/** What probe writes and reads tell: lag, loss, stale reads, outages, skew, and what each costs. */
@NullMarked
package dev.ballast.control.regions.probe;

import org.jspecify.annotations.NullMarked;
