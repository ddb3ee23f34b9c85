// SPDX-License-Identifier: Apache-2.0
/** HAProxy as a router, through its runtime API. */
@NullMarked
package dev.ballast.connect.haproxy;

import org.jspecify.annotations.NullMarked;
