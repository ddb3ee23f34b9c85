// SPDX-License-Identifier: Apache-2.0
/** What a running system knows of itself, as the facts that maturity is judged by. */
@NullMarked
package dev.ballast.control.maturity.live;

import org.jspecify.annotations.NullMarked;
