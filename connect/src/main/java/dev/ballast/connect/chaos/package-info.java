// SPDX-License-Identifier: Apache-2.0
/** Experiments of other tools as our own, and whoever carries out what an experiment does. */
@NullMarked
package dev.ballast.connect.chaos;

import org.jspecify.annotations.NullMarked;
