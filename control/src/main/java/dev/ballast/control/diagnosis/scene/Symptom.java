// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

/** What was noticed: at whom, and in which kind of signal ({@code OTHER}: not said). */
public record Symptom(Subject subject, SignalKind kind) {}
