// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.auth;

/** A request that is not admitted, with the reason that its sender may know. */
public final class Denied extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why; the name in lower case labels the counter of denials. */
  public enum Reason {
    NO_TOKEN(401),
    WRONG_TOKEN(401),
    ROLE(403),
    HOST(403),
    ORIGIN(403);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  private final Reason reason;

  Denied(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
