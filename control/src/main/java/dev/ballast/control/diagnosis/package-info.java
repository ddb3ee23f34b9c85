// SPDX-License-Identifier: Apache-2.0
/**
 * Pattern 4: what is the cause of a symptom, by which evidence, or that nothing seen explains it.
 */
@NullMarked
package dev.ballast.control.diagnosis;

import org.jspecify.annotations.NullMarked;
