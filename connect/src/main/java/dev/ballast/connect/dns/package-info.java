// SPDX-License-Identifier: Apache-2.0
/** DNS: the names that users come by, answered by Ballast, and a look at those of others. */
@NullMarked
package dev.ballast.connect.dns;

import org.jspecify.annotations.NullMarked;
