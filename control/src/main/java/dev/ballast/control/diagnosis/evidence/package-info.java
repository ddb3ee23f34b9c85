// SPDX-License-Identifier: Apache-2.0
/** Detectors: each looks at a scene in one way and says what it found about whom. */
@NullMarked
package dev.ballast.control.diagnosis.evidence;

import org.jspecify.annotations.NullMarked;
