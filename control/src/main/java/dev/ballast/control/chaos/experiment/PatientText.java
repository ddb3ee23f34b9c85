// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

/** A text that a pattern may look at so often and no more: some patterns never come to an end. */
final class PatientText implements CharSequence {

  private static final int LOOKS = 20_000_000;

  private final String text;
  private int looks;

  PatientText(String text) {
    this.text = text;
  }

  /** The pattern looked too often. */
  static final class ExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExhaustedException() {
      super("too many looks", null, false, false);
    }
  }

  @Override
  public char charAt(int index) {
    if (++looks > LOOKS) {
      throw new ExhaustedException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
