// SPDX-License-Identifier: Apache-2.0
/**
 * An open load generator: requests begin when they are due, however slow earlier ones are, so an
 * outage is seen instead of waited out.
 */
@NullMarked
package dev.ballast.connect.load;

import org.jspecify.annotations.NullMarked;
