// SPDX-License-Identifier: Apache-2.0
/** Which change it was: by time, place, words, what a diff does, and what speaks against it. */
@NullMarked
package dev.ballast.control.diagnosis.change;

import org.jspecify.annotations.NullMarked;
