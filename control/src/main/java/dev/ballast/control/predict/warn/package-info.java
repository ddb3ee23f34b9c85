// SPDX-License-Identifier: Apache-2.0
/** Who is told what is about to happen, when, and how often. */
@NullMarked
package dev.ballast.control.predict.warn;

import org.jspecify.annotations.NullMarked;
