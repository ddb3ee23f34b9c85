// SPDX-License-Identifier: Apache-2.0
/**
 * What a diagnosis looks at, whoever recorded it: signals, spans, lines, calls and the symptoms.
 */
@NullMarked
package dev.ballast.control.diagnosis.scene;

import org.jspecify.annotations.NullMarked;
