// SPDX-License-Identifier: Apache-2.0
/** The places that can be named, and the way to each. */
@NullMarked
package dev.ballast.connect.target;

import org.jspecify.annotations.NullMarked;
