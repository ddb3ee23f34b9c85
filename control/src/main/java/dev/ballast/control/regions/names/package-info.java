// SPDX-License-Identifier: Apache-2.0
/** Where the names lead that users come by. */
@NullMarked
package dev.ballast.control.regions.names;

import org.jspecify.annotations.NullMarked;
