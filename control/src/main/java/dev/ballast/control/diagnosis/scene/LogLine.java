// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

/** One line that a subject logged. */
public record LogLine(Subject subject, String text) {}
