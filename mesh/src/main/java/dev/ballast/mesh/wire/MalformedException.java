// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

/** A rule that a message breaks; never leaves this package. */
final class MalformedException extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;

  MalformedException(int status, String rule) {
    super(rule, null, false, false);
    this.status = status;
  }

  Malformed reason() {
    return new Malformed(status, String.valueOf(getMessage()));
  }
}
