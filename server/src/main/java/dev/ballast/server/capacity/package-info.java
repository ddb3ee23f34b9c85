// SPDX-License-Identifier: Apache-2.0
/** What may run out, judged again and again and kept as series. */
@NullMarked
package dev.ballast.server.capacity;

import org.jspecify.annotations.NullMarked;
