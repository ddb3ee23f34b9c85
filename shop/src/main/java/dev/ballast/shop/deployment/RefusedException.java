// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

/** An order that is not carried out; nothing has changed. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What callers tell apart. */
  public enum Why {
    UNKNOWN(404),
    INVALID(400),
    /** It is not as it must be for this. */
    CONFLICT(409),
    /** Somebody else gave another order meanwhile. */
    OVERTAKEN(412);

    private final int status;

    Why(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private final Why why;

  public RefusedException(Why why, String what) {
    super(what);
    this.why = why;
  }

  Why why() {
    return why;
  }
}
