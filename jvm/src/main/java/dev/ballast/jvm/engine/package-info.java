// SPDX-License-Identifier: Apache-2.0
/** Changes methods of the JVM that it is a guest of, and changes them back. */
@NullMarked
package dev.ballast.jvm.engine;

import org.jspecify.annotations.NullMarked;
