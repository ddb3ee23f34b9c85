// SPDX-License-Identifier: Apache-2.0
/** Who calls whom, observed and declared. */
@NullMarked
package dev.ballast.control.topology;

import org.jspecify.annotations.NullMarked;
