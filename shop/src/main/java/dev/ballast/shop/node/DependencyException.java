// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

/** Something this service needs did not answer well: status 502, or 504 when it was too slow. */
public final class DependencyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean tooSlow;

  public DependencyException(String message, boolean tooSlow) {
    super(message);
    this.tooSlow = tooSlow;
  }

  DependencyException(String message, boolean tooSlow, Throwable cause) {
    super(message, cause);
    this.tooSlow = tooSlow;
  }

  int status() {
    return tooSlow ? 504 : 502;
  }
}
