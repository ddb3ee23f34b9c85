// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

/** Weights or replicas are not what was asked for; says what, where and how to fix it. */
public final class ActuatorException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What callers tell apart. */
  public enum Kind {
    /** The place, or a backend in it, is not there. */
    NOT_FOUND,
    /** Somebody else changed it since it was read. */
    CONFLICT,
    /** We may not. */
    FORBIDDEN,
    /** Nobody answered. */
    UNREACHABLE,
    /** It would make no sense; nothing was written. */
    INVALID,
    /** The place cannot do that. */
    UNSUPPORTED,
    /** The place answered, and did not do it. */
    REFUSED
  }

  private final Kind kind;

  /**
   * @param fix what to do, a sentence without its full stop
   */
  public ActuatorException(Kind kind, String place, String what, String fix) {
    super(place + ": " + what + ". Fix: " + fix);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
