// SPDX-License-Identifier: Apache-2.0
/** Looks at regions and their stores, stops a node and opens one. */
@NullMarked
package dev.ballast.connect.region;

import org.jspecify.annotations.NullMarked;
