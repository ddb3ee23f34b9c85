// SPDX-License-Identifier: Apache-2.0
/**
 * Heals what is sick: an episode from symptom to outcome, the guardrails before anything is done,
 * and the verification after it. Pure: hands, senses and memory are ports.
 */
@NullMarked
package dev.ballast.control.healing;

import org.jspecify.annotations.NullMarked;
