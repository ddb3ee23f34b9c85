// SPDX-License-Identifier: Apache-2.0
/** Bills in the formats of others: FOCUS files of clouds, allocations of OpenCost. */
@NullMarked
package dev.ballast.connect.bill;

import org.jspecify.annotations.NullMarked;
