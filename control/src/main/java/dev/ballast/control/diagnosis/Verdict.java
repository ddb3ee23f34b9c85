// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import dev.ballast.control.diagnosis.scene.Subject;

/** The answer in one word: who it is, or that nothing seen explains the symptom. */
public sealed interface Verdict {

  /** The cause, as far as evidence goes. */
  record Named(Subject subject) implements Verdict {}

  /** What was seen is no more than a normal window shows; nobody is accused. */
  record Unexplained() implements Verdict {}
}
