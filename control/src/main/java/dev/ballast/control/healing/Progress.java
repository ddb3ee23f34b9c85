// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

/** How far an action, or taking it back, has come. */
public record Progress(Kind kind, String text) {

  /** How far. */
  public enum Kind {
    /** Surely nothing was changed. */
    NOT_BEGUN,
    RUNNING,
    DONE,
    /** It was refused; surely nothing was changed. */
    FAILED,
    /** Nobody can say whether it was done. */
    UNKNOWN,
    /** Somebody else changed the target. */
    FOREIGN
  }

  public static Progress of(Kind kind) {
    return new Progress(kind, "");
  }
}
