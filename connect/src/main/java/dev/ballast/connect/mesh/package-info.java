// SPDX-License-Identifier: Apache-2.0
/** The built-in mesh as a router, through its admin API. */
@NullMarked
package dev.ballast.connect.mesh;

import org.jspecify.annotations.NullMarked;
